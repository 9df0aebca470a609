package dev.latchkey.verify.architecture;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The public API of a module as text: every public type of an exported package with what users can see of it. */
final class ApiText {
    private final StringBuilder text = new StringBuilder();

    private ApiText() {}

    /** The module's public API; equal APIs give equal texts, whatever the JDK and the order of declaration. */
    static String of(LatchkeyModule module) throws IOException, ClassNotFoundException {
        List<String> exported = module.exportedPackages();
        ApiText api = new ApiText();
        for (String name : module.classNames()) {
            if (exported.contains(name.substring(0, name.lastIndexOf('.')))) {
                Class<?> type = Class.forName(name, false, ApiText.class.getClassLoader());
                if (isPublic(type)) {
                    api.append(type);
                }
            }
        }
        return api.text.toString().replace("java.lang.", "");
    }

    private static boolean isPublic(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return isVisible(type.getModifiers())
                && !type.isAnonymousClass()
                && !type.isLocalClass()
                && (outer == null || isPublic(outer));
    }

    private void append(Class<?> type) {
        text.append(declaration(type)).append('\n');
        members(type).sorted().forEach(line -> text.append("    ").append(line).append('\n'));
        text.append('\n');
    }

    private static String declaration(Class<?> type) {
        List<String> words = new ArrayList<>();
        words.add(Modifier.isPublic(type.getModifiers()) ? "public" : "protected");
        if (type.isSealed()) {
            words.add("sealed");
        }
        if (Modifier.isAbstract(type.getModifiers()) && !type.isInterface() && !type.isEnum()) {
            words.add("abstract");
        }
        if (Modifier.isFinal(type.getModifiers()) && !type.isRecord() && !type.isEnum()) {
            words.add("final");
        }
        words.add(kind(type));
        words.add(type.getName() + typeParameters(type.getTypeParameters()) + components(type));
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isRecord() && !type.isEnum()) {
            words.add("extends " + parent.getTypeName());
        }
        words.addAll(list("implements ", Arrays.stream(type.getGenericInterfaces())));
        if (type.isSealed()) {
            words.addAll(list("permits ", Arrays.stream(type.getPermittedSubclasses())));
        }
        return String.join(" ", words);
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        return type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
    }

    private static String components(Class<?> type) {
        if (!type.isRecord()) {
            return "";
        }
        return Arrays.stream(type.getRecordComponents()).map(ApiText::component).collect(joining(", ", "(", ")"));
    }

    private static String component(RecordComponent component) {
        return component.getGenericType().getTypeName() + " " + component.getName();
    }

    private static Stream<String> members(Class<?> type) {
        Predicate<Member> shown =
                member -> isVisible(member.getModifiers()) && !member.isSynthetic() && !isImplied(type, member);
        return Stream.of(
                        Arrays.stream(type.getDeclaredFields()).filter(shown).map(ApiText::field),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(shown)
                                .map(ApiText::constructor),
                        Arrays.stream(type.getDeclaredMethods()).filter(shown).map(ApiText::method))
                .flatMap(lines -> lines);
    }

    // What every object has, and what the words record and enum already say.
    private static boolean isImplied(Class<?> type, Member member) {
        if (!(member instanceof Method method)) {
            return false;
        }
        if (type.isRecord() && isAccessor(type, method)) {
            return true;
        }
        Set<String> implied = type.isEnum() ? Set.of("values", "valueOf") : Set.of("equals", "hashCode", "toString");
        return implied.contains(method.getName());
    }

    private static boolean isAccessor(Class<?> record, Method method) {
        return Arrays.stream(record.getRecordComponents())
                .anyMatch(component -> component.getAccessor().equals(method));
    }

    private static String field(Field field) {
        if (field.isEnumConstant()) {
            return field.getName();
        }
        return modifiers(field) + field.getGenericType().getTypeName() + " " + field.getName();
    }

    private static String constructor(Constructor<?> constructor) {
        return modifiers(constructor) + "<init>" + signature(constructor);
    }

    private static String method(Method method) {
        return modifiers(method)
                + typeParameters(method.getTypeParameters())
                + method.getGenericReturnType().getTypeName() + " " + method.getName() + signature(method);
    }

    private static String signature(Executable executable) {
        String parameters = Arrays.stream(executable.getGenericParameterTypes())
                .map(Type::getTypeName)
                .collect(joining(", ", "(", ")"));
        List<String> exceptions = list(" throws ", Arrays.stream(executable.getGenericExceptionTypes()));
        return parameters + String.join("", exceptions);
    }

    private static String modifiers(Member member) {
        int shown = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
        String modifiers = Modifier.toString(member.getModifiers() & shown);
        boolean isDefault = member instanceof Method method && method.isDefault();
        return modifiers + (isDefault ? " default " : " ");
    }

    private static String typeParameters(TypeVariable<?>[] parameters) {
        if (parameters.length == 0) {
            return "";
        }
        return Arrays.stream(parameters).map(ApiText::typeParameter).collect(joining(", ", "<", "> "));
    }

    private static String typeParameter(TypeVariable<?> parameter) {
        List<String> bounds =
                list(" extends ", Arrays.stream(parameter.getBounds()).filter(bound -> bound != Object.class));
        return parameter.getName() + String.join("", bounds);
    }

    private static List<String> list(String prefix, Stream<? extends Type> types) {
        String names = types.map(Type::getTypeName).sorted().collect(joining(", "));
        return names.isEmpty() ? List.of() : List.of(prefix + names);
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }
}

package dev.latchkey.verify.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What users can see of a type mentions only the JDK and types that they can see. */
final class NameOnlyPublicTypes extends ArchCondition<JavaClass> {
    private final List<String> exported;

    NameOnlyPublicTypes(List<String> exported) {
        super("name only types of the JDK and of exported packages in public signatures");
        this.exported = exported;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!isVisible(type.getModifiers())) {
            return;
        }
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .forEach(parent -> check(type, type.getName(), parent, events));
        type.getMembers().stream()
                .filter(member -> isVisible(member.getModifiers()))
                .forEach(member -> types(member).forEach(named -> check(type, member.getFullName(), named, events)));
    }

    private void check(JavaClass type, String where, JavaType named, ConditionEvents events) {
        for (JavaClass raw : named.getAllInvolvedRawTypes()) {
            JavaClass base = raw.getBaseComponentType();
            String name = base.getPackageName();
            boolean known = base.isPrimitive() || name.startsWith("java.") || exported.contains(name) || isJdk(name);
            events.add(new SimpleConditionEvent(type, known, where + " names " + base.getName()));
        }
    }

    private static boolean isJdk(String name) {
        return name.equals("javax.net.ssl") || name.equals("javax.crypto");
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream())
                .flatMap(types -> types);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}

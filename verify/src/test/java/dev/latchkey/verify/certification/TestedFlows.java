package dev.latchkey.verify.certification;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The flows that a certification test is parameterized over, as its annotations have it. */
public final class TestedFlows {
    private TestedFlows() {}

    /** The names of the flows; none if the test takes no flow. */
    public static Set<String> of(Method test) throws ReflectiveOperationException {
        int index = Arrays.asList(test.getParameterTypes()).indexOf(Flow.class);
        if (index < 0) {
            return Set.of();
        }
        EnumSource constants = test.getAnnotation(EnumSource.class);
        MethodSource factories = test.getAnnotation(MethodSource.class);
        CsvSource rows = test.getAnnotation(CsvSource.class);
        Set<Flow> flows = EnumSet.noneOf(Flow.class);
        if (constants != null) {
            Arrays.stream(Flow.values())
                    .filter(flow -> selects(constants, flow))
                    .forEach(flows::add);
        } else if (factories != null) {
            for (String factory : factories.value()) {
                arguments(test, factory).forEach(argument -> flows.add(flow(argument, index)));
            }
        } else if (rows != null) {
            Stream.concat(Arrays.stream(rows.value()), rows.textBlock().lines())
                    .map(row -> row.split(String.valueOf(separator(rows)), -1)[index].trim())
                    .forEach(name -> flows.add(Flow.valueOf(name)));
        }
        if (flows.isEmpty()) {
            throw new IllegalStateException(test + " takes its flows from a source that is not read here");
        }
        return names(flows);
    }

    /** The sets of flows that have a name: all, and those of the methods of {@link Flow}. */
    public static Map<String, Set<String>> named() throws ReflectiveOperationException {
        Map<String, Set<String>> sets = new LinkedHashMap<>();
        sets.put("all", names(EnumSet.allOf(Flow.class)));
        for (Method method : Flow.class.getDeclaredMethods()) {
            if (method.getReturnType() == Stream.class && !Modifier.isPrivate(method.getModifiers())) {
                Stream<?> flows = (Stream<?>) method.invoke(null);
                sets.put(method.getName(), names(flows.map(Flow.class::cast).toList()));
            }
        }
        return sets;
    }

    /** The profiles that these flows belong to. */
    public static Set<String> profiles(Collection<String> flows) {
        return flows.stream().map(name -> profile(Flow.valueOf(name))).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String profile(Flow flow) {
        return switch (flow.mode) {
            case FORM_POST -> "Form Post";
            case QUERY -> "Basic";
            case FRAGMENT ->
                switch (flow.type) {
                    case ID_TOKEN, ID_TOKEN_TOKEN -> "Implicit";
                    case CODE -> "none";
                    default -> "Hybrid";
                };
        };
    }

    private static boolean selects(EnumSource source, Flow flow) {
        Stream<String> names = Arrays.stream(source.names());
        return switch (source.mode()) {
            case INCLUDE -> source.names().length == 0 || names.anyMatch(flow.name()::equals);
            case EXCLUDE -> names.noneMatch(flow.name()::equals);
            case MATCH_ALL -> names.allMatch(flow.name()::matches);
            case MATCH_ANY -> names.anyMatch(flow.name()::matches);
            case MATCH_NONE -> names.noneMatch(flow.name()::matches);
        };
    }

    private static char separator(CsvSource rows) {
        return rows.delimiter() == '\0' ? ',' : rows.delimiter();
    }

    /** A factory is named, in this class or in another, or has the name of the test. */
    private static Stream<?> arguments(Method test, String factory) throws ReflectiveOperationException {
        String name = factory.isEmpty() ? test.getName() : factory;
        int hash = name.indexOf('#');
        Class<?> owner = hash < 0 ? test.getDeclaringClass() : Class.forName(name.substring(0, hash));
        Method method = owner.getDeclaredMethod(name.substring(hash + 1).replace("()", ""));
        method.setAccessible(true);
        Object arguments = method.invoke(null);
        return arguments instanceof Collection<?> collection ? collection.stream() : (Stream<?>) arguments;
    }

    private static Flow flow(Object argument, int index) {
        return (Flow) Objects.requireNonNull(argument instanceof Arguments several ? several.get()[index] : argument);
    }

    private static Set<String> names(Collection<Flow> flows) {
        return flows.stream().map(Flow::name).collect(Collectors.toCollection(TreeSet::new));
    }
}

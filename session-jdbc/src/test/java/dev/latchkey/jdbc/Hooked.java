package dev.latchkey.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database with which something happens before certain calls of a connection, or in place of them. */
final class Hooked {
    private Hooked() {}

    /** What happens before a call, such as {@code setAutoCommit false}; if it throws, the call is not made. */
    @FunctionalInterface
    interface Hook {
        void before(String call) throws SQLException;
    }

    static DataSource connections(DataSource database, Hook hook) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = invoke(method, database, arguments);
            return result instanceof Connection connection ? hooked(connection, hook) : result;
        });
    }

    private static Connection hooked(Connection connection, Hook hook) {
        return proxy(Connection.class, (self, method, arguments) -> {
            Object last = arguments == null ? null : arguments[arguments.length - 1];
            boolean isPlain = last instanceof Boolean || last instanceof Integer || last instanceof String;
            hook.before(isPlain ? method.getName() + " " + last : method.getName());
            return invoke(method, connection, arguments);
        });
    }

    private static @Nullable Object invoke(Method method, Object target, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}

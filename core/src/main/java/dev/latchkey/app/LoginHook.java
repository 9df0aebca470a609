package dev.latchkey.app;

import java.util.Map;

/**
 * The application's say in a login, asked once per login after everything is verified and before the session exists.
 *
 * <p>A hook that throws ends the login with an error page and no session. It is called on the request's thread and must
 * be thread-safe.
 */
@FunctionalInterface
public interface LoginHook {
    /** Decides about this user. */
    LoginDecision decide(SignedInUser user);

    /** What the application decides. */
    sealed interface LoginDecision {
        /** Lets the user in. */
        static LoginDecision accept() {
            return new Accepted(Map.of());
        }

        /** Lets the user in, and attaches attributes that {@link SignedInUser#attributes()} answers from now on. */
        static LoginDecision accept(Map<String, String> attributes) {
            return new Accepted(attributes);
        }

        /**
         * Keeps the user out.
         *
         * @param reason shown to the user on the error page
         */
        static LoginDecision reject(String reason) {
            return new Rejected(reason);
        }
    }

    /**
     * The user may enter.
     *
     * @param attributes what to attach
     */
    record Accepted(Map<String, String> attributes) implements LoginDecision {
        /** Copies the attributes. */
        public Accepted {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * The user may not enter.
     *
     * @param reason shown to the user
     */
    record Rejected(String reason) implements LoginDecision {}
}

package dev.latchkey.app;

import dev.latchkey.failure.Misconfigured;
import java.util.List;

/** What must hold of whoever enters, beside being known. */
public sealed interface Requirement {
    /**
     * The access token has this scope.
     *
     * @param scope one scope (RFC 6749 §3.3)
     */
    record Scope(String scope) implements Requirement {
        /**
         * Checks the scope.
         *
         * @throws Misconfigured if it is none
         */
        public Scope {
            if (!scope.matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+")) {
                throw Misconfigured.setting(
                        "Access scope", "is \"" + scope + "\"", "one scope for each argument, such as \"read\"");
            }
        }
    }

    /**
     * The user, or the access token, has this role at the path that {@code RelyingPartyBuilder.rolesClaim} names.
     *
     * @param role the role
     */
    record Role(String role) implements Requirement {
        /**
         * Checks the role.
         *
         * @throws Misconfigured if it is blank
         */
        public Role {
            if (role.isBlank()) {
                throw Misconfigured.setting("Access role", "is blank", "a role, such as \"admin\"");
            }
        }
    }

    /**
     * The user, or the access token, has this claim, with any value that says something: not {@code false}, nor an empty
     * text, list or object.
     *
     * @param path the claim's name, or a path to it such as {@code realm_access.roles}
     */
    record AnyClaim(String path) implements Requirement {
        /**
         * Checks the path.
         *
         * @throws Misconfigured if it is blank
         */
        public AnyClaim {
            requirePath(path);
        }
    }

    /**
     * The user, or the access token, has this claim with one of these values.
     *
     * @param path the claim's name, or a path to it such as {@code realm_access.roles}
     * @param values strings, finite numbers or booleans of which one is needed: the claim's own value, or a member of its
     *     list; at least one
     */
    record Claim(String path, List<Object> values) implements Requirement {
        /**
         * Checks path and values, and copies these.
         *
         * @throws Misconfigured if the path is blank, there is no value, or one is something else
         */
        public Claim {
            requirePath(path);
            values = List.copyOf(values);
            if (values.isEmpty() || !values.stream().allMatch(Claim::isScalar)) {
                throw Misconfigured.setting(
                        "Access claim",
                        "\"" + path + "\" has the values " + values,
                        "strings, finite numbers or booleans, each an argument of its own, such as withClaim(\"tenant\","
                                + " \"acme\", \"umbrella\"); withClaim(\"tenant\") takes any value");
            }
        }

        private static boolean isScalar(Object value) {
            return value instanceof String
                    || value instanceof Boolean
                    || (value instanceof Number number && Double.isFinite(number.doubleValue()));
        }
    }

    private static void requirePath(String path) {
        if (path.isBlank()) {
            throw Misconfigured.setting("Access claim", "has a blank path", "a claim, such as \"tenant.id\"");
        }
    }
}

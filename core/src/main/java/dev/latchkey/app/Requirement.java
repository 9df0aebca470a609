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
    record Role(String role) implements Requirement {}

    /**
     * The user, or the access token, has this claim.
     *
     * @param path the claim's name, or a path to it such as {@code realm_access.roles}
     * @param values the values of which one is needed: the claim's own, or a member of its list; empty: any
     */
    record Claim(String path, List<Object> values) implements Requirement {
        /** Copies the values. */
        public Claim {
            values = List.copyOf(values);
        }
    }
}

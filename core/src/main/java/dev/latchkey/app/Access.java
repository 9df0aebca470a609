package dev.latchkey.app;

import dev.latchkey.app.Requirement.AnyClaim;
import dev.latchkey.app.Requirement.Claim;
import dev.latchkey.app.Requirement.Role;
import dev.latchkey.app.Requirement.Scope;
import dev.latchkey.failure.Misconfigured;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may enter: what a route, a path or everything else asks of a request. */
public sealed interface Access {
    /** Everybody, signed in or not. The application still sees who is signed in. */
    static Access anyone() {
        return Anyone.ANYONE;
    }

    /** Whoever is signed in, at any of the configured providers. */
    static Restricted signedIn() {
        return SignedIn.ANYWHERE;
    }

    /**
     * Whoever is signed in at this provider; a session of another provider does not count.
     *
     * @param provider the provider's name, as given to {@code RelyingPartyBuilder.provider}
     */
    static Restricted signedIn(String provider) {
        return new SignedIn(provider);
    }

    /**
     * Whoever sends an access token (RFC 6750 §2.1) with all these scopes; a session does not count. Needs a provider with
     * {@code Provider.acceptAccessTokens}.
     */
    static Restricted bearer(String... scopes) {
        return new Bearer(scopes(scopes));
    }

    /**
     * Whoever sends an access token with all these scopes; or, if the request has no access token at all, whoever is
     * signed in. A bad access token is refused even if a session came along. The scopes are asked of access tokens alone.
     */
    static Restricted signedInOrBearer(String... scopes) {
        return new SignedInOrBearer(scopes(scopes));
    }

    private static List<Requirement> scopes(String... scopes) {
        return Arrays.stream(scopes).<Requirement>map(Scope::new).toList();
    }

    /** Somebody who is known, and of whom more may be asked. Each method answers a changed copy. */
    sealed interface Restricted extends Access {
        /** What else must hold; all of it. */
        List<Requirement> requirements();

        /** This access, if this holds as well. */
        Restricted with(Requirement requirement);

        /** This access, with a role. */
        default Restricted withRole(String role) {
            return with(new Role(role));
        }

        /**
         * This access, with a claim that has any value but {@code false} and an empty text, list or object.
         *
         * @param path the claim's name, or a path to it such as {@code realm_access.roles}
         */
        default Restricted withClaim(String path) {
            return with(new AnyClaim(path));
        }

        /**
         * This access, with a claim that has one of these values: strings, finite numbers or booleans, of which one is the
         * claim's own value, or a member of its list.
         *
         * @param path the claim's name, or a path to it such as {@code realm_access.roles}
         * @param value a value
         * @param others more values
         */
        default Restricted withClaim(String path, Object value, Object... others) {
            List<Object> values = new ArrayList<>(List.of(value));
            values.addAll(List.of(others));
            return with(new Claim(path, values));
        }

        /**
         * This access, with one more scope of the access token.
         *
         * @throws Misconfigured if it takes no access tokens: scopes bound what a client may do for a user, and are not
         *     rights of the user
         */
        default Restricted withScope(String scope) {
            return with(new Scope(scope));
        }
    }

    /** Everybody. */
    enum Anyone implements Access {
        /** The only value. */
        ANYONE
    }

    /**
     * A signed-in user.
     *
     * @param provider the provider that must have signed the user in; null: any
     * @param requirements what else must hold
     */
    record SignedIn(@Nullable String provider, List<Requirement> requirements) implements Restricted {
        private static final SignedIn ANYWHERE = new SignedIn(null);

        /**
         * Copies the requirements.
         *
         * @throws Misconfigured if one is a scope
         */
        public SignedIn {
            requirements = List.copyOf(requirements);
            if (requirements.stream().anyMatch(Scope.class::isInstance)) {
                throw Misconfigured.setting(
                        "Access.signedIn",
                        "asks for a scope, which only access tokens have",
                        "a role or a claim, such as signedIn().withRole(\"admin\"), or bearer(\"read\")");
            }
        }

        /** A user signed in there, whoever it is. */
        public SignedIn(@Nullable String provider) {
            this(provider, List.of());
        }

        @Override
        public Restricted with(Requirement requirement) {
            return new SignedIn(provider, joined(requirements, requirement));
        }
    }

    /**
     * A caller with an access token.
     *
     * @param requirements what else must hold
     */
    record Bearer(List<Requirement> requirements) implements Restricted {
        /** Copies the requirements. */
        public Bearer {
            requirements = List.copyOf(requirements);
        }

        @Override
        public Restricted with(Requirement requirement) {
            return new Bearer(joined(requirements, requirement));
        }
    }

    /**
     * A caller with an access token, or a signed-in user.
     *
     * @param requirements what else must hold; scopes are asked of access tokens alone
     */
    record SignedInOrBearer(List<Requirement> requirements) implements Restricted {
        /** Copies the requirements. */
        public SignedInOrBearer {
            requirements = List.copyOf(requirements);
        }

        @Override
        public Restricted with(Requirement requirement) {
            return new SignedInOrBearer(joined(requirements, requirement));
        }
    }

    private static List<Requirement> joined(List<Requirement> some, Requirement more) {
        List<Requirement> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }
}

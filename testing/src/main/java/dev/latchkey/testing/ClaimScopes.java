package dev.latchkey.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which claims a scope asks for (OpenID Connect Core §5.4). */
final class ClaimScopes {
    private static final Map<String, List<String>> CLAIMS_OF_SCOPE = Map.of(
            "profile",
            List.of(
                    "name",
                    "family_name",
                    "given_name",
                    "middle_name",
                    "nickname",
                    "preferred_username",
                    "profile",
                    "picture",
                    "website",
                    "gender",
                    "birthdate",
                    "zoneinfo",
                    "locale",
                    "updated_at"),
            "email",
            List.of("email", "email_verified"),
            "address",
            List.of("address"),
            "phone",
            List.of("phone_number", "phone_number_verified"));

    /** Claims that the provider knows about. */
    static final List<String> CLAIMS = List.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "at_hash",
            "c_hash",
            "acr",
            "sid",
            "name",
            "given_name",
            "family_name",
            "preferred_username",
            "email",
            "email_verified");

    private ClaimScopes() {}

    /** The user's claims for these scopes and these names; claims that no scope asks for are always among them. */
    static Map<String, Object> claims(TestUser user, Set<String> scopes, Set<String> single) {
        Map<String, Object> claims = new LinkedHashMap<>(user.claims());
        CLAIMS_OF_SCOPE.forEach((scope, names) -> {
            if (!scopes.contains(scope)) {
                claims.keySet().removeIf(name -> names.contains(name) && !single.contains(name));
            }
        });
        return claims;
    }
}

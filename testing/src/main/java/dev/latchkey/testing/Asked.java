package dev.latchkey.testing;

import dev.latchkey.testing.wire.Parameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an authorization request asks for beside scopes.
 *
 * @param responseTypes the words of the response type
 * @param acr how the user is to sign in, or null if nobody asked
 * @param claims the single claims
 */
record Asked(Set<String> responseTypes, @Nullable String acr, ClaimsParameter claims) {
    /** How users sign in if nobody asked for another way. */
    static final String PASSWORD = "urn:test:password";

    static final Asked NOTHING = new Asked(Set.of(), null, ClaimsParameter.NONE);

    static Asked read(Parameters parameters) {
        ClaimsParameter claims = ClaimsParameter.read(parameters.get("claims"));
        return new Asked(parameters.words("response_type"), acr(parameters, claims), claims);
    }

    /** Whether this word is in the response type. */
    boolean inFront(String word) {
        return responseTypes.contains(word);
    }

    private static @Nullable String acr(Parameters parameters, ClaimsParameter claims) {
        for (String first : parameters.words("acr_values")) {
            return first;
        }
        String wanted = claims.wanted("acr");
        return wanted == null && claims.idToken().containsKey("acr") ? PASSWORD : wanted;
    }
}

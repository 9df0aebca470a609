package dev.latchkey.verify.flow;

import static java.util.Map.entry;

import dev.latchkey.failure.FailureReason;
import dev.latchkey.testing.Misbehaviour;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a login at a provider that misbehaves.
 *
 * @param status the status of the last page
 * @param reason why the login was refused; null: it was not
 */
record Verdict(int status, @Nullable FailureReason reason) {
    /** One for every way to misbehave at a login. */
    static final Map<Misbehaviour, Verdict> TABLE = Map.ofEntries(
            // Discovery
            unavailable(Misbehaviour.DISCOVERY_DOWN, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.DISCOVERY_SLOW, FailureReason.PROVIDER_TIMEOUT),
            unavailable(Misbehaviour.DISCOVERY_HTML, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.DISCOVERY_HUGE, FailureReason.PROVIDER_ANSWER_TOO_LARGE),
            unavailable(Misbehaviour.DISCOVERY_EMPTY, FailureReason.PROVIDER_BAD_ANSWER),
            accepted(Misbehaviour.DISCOVERY_REDIRECT),
            unavailable(Misbehaviour.DISCOVERY_REDIRECT_LOOP, FailureReason.PROVIDER_BAD_ANSWER),
            misconfigured(Misbehaviour.DISCOVERY_OTHER_ISSUER, FailureReason.ISSUER_MISMATCH),
            misconfigured(Misbehaviour.DISCOVERY_NO_ISSUER, FailureReason.METADATA_UNUSABLE),
            accepted(Misbehaviour.DISCOVERY_TRAILING_SLASH),
            misconfigured(Misbehaviour.DISCOVERY_NO_TOKEN_ENDPOINT, FailureReason.METADATA_UNUSABLE),
            misconfigured(Misbehaviour.DISCOVERY_NO_JWKS_URI, FailureReason.METADATA_UNUSABLE),
            misconfigured(Misbehaviour.DISCOVERY_OTHER_ALGORITHM, FailureReason.METADATA_UNUSABLE),
            accepted(Misbehaviour.DISCOVERY_NO_PKCE),
            accepted(Misbehaviour.NO_USERINFO_ENDPOINT),
            accepted(Misbehaviour.NO_END_SESSION_ENDPOINT),
            accepted(Misbehaviour.NO_REGISTRATION_ENDPOINT),
            accepted(Misbehaviour.ISS_NOT_ADVERTISED),
            // Key set
            unavailable(Misbehaviour.JWKS_DOWN, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.JWKS_SLOW, FailureReason.PROVIDER_TIMEOUT),
            unavailable(Misbehaviour.JWKS_HTML, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.JWKS_HUGE, FailureReason.PROVIDER_ANSWER_TOO_LARGE),
            refused(Misbehaviour.JWKS_EMPTY, FailureReason.ID_TOKEN_KEY),
            accepted(Misbehaviour.JWKS_ODD_KEYS),
            unavailable(Misbehaviour.JWKS_REDIRECT, FailureReason.PROVIDER_BAD_ANSWER),
            // Authorization response
            refused(Misbehaviour.NO_ISS_PARAMETER, FailureReason.RESPONSE_ISSUER_MISSING),
            refused(Misbehaviour.WRONG_ISS_PARAMETER, FailureReason.RESPONSE_ISSUER_MISMATCH),
            refused(Misbehaviour.DUPLICATE_ISS, FailureReason.PARAMETER_REPEATED),
            refused(Misbehaviour.STATE_ALTERED, FailureReason.STATE_UNKNOWN),
            refused(Misbehaviour.STATE_MISSING, FailureReason.STATE_MISSING),
            refused(Misbehaviour.DUPLICATE_STATE, FailureReason.PARAMETER_REPEATED),
            refused(Misbehaviour.CODE_MISSING, FailureReason.CODE_MISSING),
            refused(Misbehaviour.DUPLICATE_CODE, FailureReason.PARAMETER_REPEATED),
            rejected(Misbehaviour.CODE_UNKNOWN, FailureReason.TOKEN_ERROR),
            rejected(Misbehaviour.CODE_AND_ERROR, FailureReason.AUTHORIZATION_ERROR),
            rejected(Misbehaviour.ERROR_SERVER, FailureReason.AUTHORIZATION_ERROR),
            refused(Misbehaviour.DUPLICATE_ERROR, FailureReason.PARAMETER_REPEATED),
            // Token response
            rejected(Misbehaviour.TOKEN_ERROR, FailureReason.TOKEN_ERROR),
            misconfigured(Misbehaviour.TOKEN_INVALID_CLIENT, FailureReason.CLIENT_REFUSED),
            unavailable(Misbehaviour.TOKEN_SERVER_ERROR, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.TOKEN_HTML, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.TOKEN_EMPTY, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.TOKEN_LIST, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.TOKEN_DEEP, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.TOKEN_DUPLICATE_MEMBER, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.TOKEN_SLOW, FailureReason.PROVIDER_TIMEOUT),
            unavailable(Misbehaviour.TOKEN_DRIPS, FailureReason.PROVIDER_TIMEOUT),
            unavailable(Misbehaviour.TOKEN_HUGE, FailureReason.PROVIDER_ANSWER_TOO_LARGE),
            unavailable(Misbehaviour.TOKEN_HALF_BODY, FailureReason.PROVIDER_UNREACHABLE),
            unavailable(Misbehaviour.TOKEN_CLOSES, FailureReason.PROVIDER_UNREACHABLE),
            unavailable(Misbehaviour.TOKEN_REDIRECT, FailureReason.PROVIDER_BAD_ANSWER),
            refused(Misbehaviour.NO_ID_TOKEN, FailureReason.ID_TOKEN_MISSING),
            refused(Misbehaviour.MISSING_ACCESS_TOKEN, FailureReason.TOKEN_RESPONSE_MALFORMED),
            refused(Misbehaviour.MISSING_TOKEN_TYPE, FailureReason.TOKEN_RESPONSE_MALFORMED),
            refused(Misbehaviour.TOKEN_TYPE_MAC, FailureReason.TOKEN_TYPE_UNSUPPORTED),
            accepted(Misbehaviour.TOKEN_TYPE_UPPER_CASE),
            accepted(Misbehaviour.EXPIRES_IN_TEXT),
            accepted(Misbehaviour.NO_EXPIRES_IN),
            accepted(Misbehaviour.EXPIRES_IN_NEGATIVE),
            accepted(Misbehaviour.NO_REFRESH_TOKEN),
            // Claims of the ID token
            refused(Misbehaviour.WRONG_ISSUER, FailureReason.ID_TOKEN_ISSUER),
            refused(Misbehaviour.WRONG_ISSUER_TRAILING_SLASH, FailureReason.ID_TOKEN_ISSUER),
            refused(Misbehaviour.MISSING_ISS, FailureReason.ID_TOKEN_ISSUER),
            refused(Misbehaviour.WRONG_AUDIENCE, FailureReason.ID_TOKEN_AUDIENCE),
            refused(Misbehaviour.MISSING_AUD, FailureReason.ID_TOKEN_AUDIENCE),
            refused(Misbehaviour.EXTRA_AUDIENCE, FailureReason.ID_TOKEN_UNTRUSTED_AUDIENCE),
            refused(Misbehaviour.EXTRA_AUDIENCE_WITH_AZP, FailureReason.ID_TOKEN_UNTRUSTED_AUDIENCE),
            accepted(Misbehaviour.AUDIENCE_AS_LIST),
            refused(Misbehaviour.WRONG_AZP, FailureReason.ID_TOKEN_AUTHORIZED_PARTY),
            refused(Misbehaviour.MISSING_SUB, FailureReason.ID_TOKEN_SUBJECT),
            refused(Misbehaviour.EMPTY_SUB, FailureReason.ID_TOKEN_SUBJECT),
            refused(Misbehaviour.SUB_NOT_TEXT, FailureReason.ID_TOKEN_SUBJECT),
            refused(Misbehaviour.MISSING_EXP, FailureReason.ID_TOKEN_EXPIRED),
            refused(Misbehaviour.EXP_NOT_A_NUMBER, FailureReason.ID_TOKEN_EXPIRED),
            refused(Misbehaviour.EXPIRED_ID_TOKEN, FailureReason.ID_TOKEN_EXPIRED),
            refused(Misbehaviour.MISSING_IAT, FailureReason.ID_TOKEN_ISSUED_AT),
            refused(Misbehaviour.ISSUED_IN_THE_FUTURE, FailureReason.ID_TOKEN_ISSUED_AT),
            refused(Misbehaviour.ISSUED_LONG_AGO, FailureReason.ID_TOKEN_ISSUED_AT),
            refused(Misbehaviour.NOT_YET_VALID, FailureReason.ID_TOKEN_NOT_YET_VALID),
            refused(Misbehaviour.WRONG_NONCE, FailureReason.ID_TOKEN_NONCE),
            refused(Misbehaviour.MISSING_NONCE, FailureReason.ID_TOKEN_NONCE),
            refused(Misbehaviour.WRONG_AT_HASH, FailureReason.ID_TOKEN_ACCESS_TOKEN_HASH),
            accepted(Misbehaviour.MISSING_AT_HASH),
            refused(Misbehaviour.OLD_AUTH_TIME, FailureReason.ID_TOKEN_AUTH_TIME),
            refused(Misbehaviour.MISSING_AUTH_TIME, FailureReason.ID_TOKEN_AUTH_TIME),
            accepted(Misbehaviour.LEAN_ID_TOKEN),
            misconfigured(Misbehaviour.HUGE_ID_TOKEN, FailureReason.SESSION_TOO_LARGE),
            // Form and signature of the ID token
            refused(Misbehaviour.ALG_NONE, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.ALG_NONE_MIXED_CASE, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.HS256_SIGNED_WITH_PUBLIC_KEY, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.HS256_SIGNED_WITH_CLIENT_SECRET, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.OTHER_SIGNING_ALGORITHM, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.OTHER_DIGEST, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.BAD_SIGNATURE, FailureReason.ID_TOKEN_SIGNATURE),
            refused(Misbehaviour.EMPTY_SIGNATURE, FailureReason.ID_TOKEN_SIGNATURE),
            refused(Misbehaviour.CHANGED_AFTER_SIGNING, FailureReason.ID_TOKEN_SIGNATURE),
            refused(Misbehaviour.UNKNOWN_KID, FailureReason.ID_TOKEN_KEY),
            accepted(Misbehaviour.NO_KID),
            accepted(Misbehaviour.NO_KID_SEVERAL_KEYS),
            accepted(Misbehaviour.NO_KID_ROTATED),
            accepted(Misbehaviour.ROTATED_KEY),
            refused(Misbehaviour.JWK_HEADER, FailureReason.ID_TOKEN_SIGNATURE),
            refused(Misbehaviour.JKU_HEADER, FailureReason.ID_TOKEN_SIGNATURE),
            refused(Misbehaviour.UNKNOWN_CRIT, FailureReason.ID_TOKEN_CRITICAL_HEADER),
            refused(Misbehaviour.DUPLICATE_HEADER, FailureReason.ID_TOKEN_MALFORMED),
            refused(Misbehaviour.DUPLICATE_SUB, FailureReason.ID_TOKEN_MALFORMED),
            refused(Misbehaviour.DUPLICATE_CLAIMS, FailureReason.ID_TOKEN_MALFORMED),
            refused(Misbehaviour.FIVE_PART_TOKEN, FailureReason.ID_TOKEN_ENCRYPTED),
            refused(Misbehaviour.TWO_PART_TOKEN, FailureReason.ID_TOKEN_MALFORMED),
            refused(Misbehaviour.PAYLOAD_NOT_JSON, FailureReason.ID_TOKEN_MALFORMED),
            // UserInfo, asked as UserInfoMode.ALWAYS
            unavailable(Misbehaviour.USERINFO_DOWN, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.USERINFO_SLOW, FailureReason.PROVIDER_TIMEOUT),
            unavailable(Misbehaviour.USERINFO_UNAUTHORIZED, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.USERINFO_HTML, FailureReason.PROVIDER_BAD_ANSWER),
            unavailable(Misbehaviour.USERINFO_HUGE, FailureReason.PROVIDER_ANSWER_TOO_LARGE),
            unavailable(Misbehaviour.USERINFO_REDIRECT, FailureReason.PROVIDER_BAD_ANSWER),
            refused(Misbehaviour.USERINFO_OTHER_SUBJECT, FailureReason.USERINFO_SUBJECT),
            refused(Misbehaviour.USERINFO_NO_SUBJECT, FailureReason.USERINFO_SUBJECT),
            accepted(Misbehaviour.USERINFO_PROTOCOL_CLAIMS),
            // What bites in other flows, or for clients registered for more: most of it does nothing here
            accepted(Misbehaviour.ONLY_IN_THE_BACK_CHANNEL),
            accepted(Misbehaviour.ANSWERS_IN_QUERY),
            refused(Misbehaviour.ANSWERS_IN_FRAGMENT, FailureReason.STATE_MISSING),
            refused(Misbehaviour.ANSWERS_IN_FORM_POST, FailureReason.RESPONSE_MODE_MISMATCH),
            accepted(Misbehaviour.FORM_POST_AS_TEXT),
            accepted(Misbehaviour.FORM_POST_AS_MULTIPART),
            accepted(Misbehaviour.FORM_POST_OVERSIZED),
            accepted(Misbehaviour.FRAGMENT_OVERSIZED),
            accepted(Misbehaviour.FRONT_ID_TOKEN_MISSING),
            accepted(Misbehaviour.FRONT_ACCESS_TOKEN_MISSING),
            accepted(Misbehaviour.FRONT_TOKEN_TYPE_MISSING),
            accepted(Misbehaviour.FRONT_TOKEN_TYPE_WRONG),
            accepted(Misbehaviour.FRONT_EXPIRES_IN_TEXT),
            accepted(Misbehaviour.DUPLICATE_FRONT_ID_TOKEN),
            accepted(Misbehaviour.DUPLICATE_FRONT_ACCESS_TOKEN),
            accepted(Misbehaviour.FRONT_TOKENS_UNASKED),
            accepted(Misbehaviour.C_HASH_WRONG),
            accepted(Misbehaviour.C_HASH_MISSING),
            accepted(Misbehaviour.FRONT_AT_HASH_WRONG),
            accepted(Misbehaviour.FRONT_AT_HASH_MISSING),
            accepted(Misbehaviour.HYBRID_ISS_DIFFERS),
            accepted(Misbehaviour.HYBRID_SUB_DIFFERS),
            accepted(Misbehaviour.HYBRID_SID_DIFFERS),
            accepted(Misbehaviour.HYBRID_AUTH_TIME_DIFFERS),
            accepted(Misbehaviour.ACR_WRONG),
            accepted(Misbehaviour.ACR_MISSING),
            accepted(Misbehaviour.ESSENTIAL_CLAIM_MISSING),
            accepted(Misbehaviour.ESSENTIAL_USERINFO_CLAIM_MISSING),
            accepted(Misbehaviour.HINTED_SUBJECT_IGNORED),
            accepted(Misbehaviour.JWE_AROUND_UNSIGNED),
            accepted(Misbehaviour.JWE_AROUND_CLAIMS),
            accepted(Misbehaviour.JWE_NESTED),
            accepted(Misbehaviour.JWE_OMITTED),
            accepted(Misbehaviour.JWE_OTHER_ALG),
            accepted(Misbehaviour.JWE_OTHER_ENC),
            accepted(Misbehaviour.JWE_UNSUPPORTED_ENC),
            accepted(Misbehaviour.JWE_RSA1_5),
            accepted(Misbehaviour.JWE_DIR),
            accepted(Misbehaviour.JWE_PBES2),
            accepted(Misbehaviour.JWE_ZIP),
            accepted(Misbehaviour.JWE_UNKNOWN_CRIT),
            accepted(Misbehaviour.JWE_OTHER_KEY),
            accepted(Misbehaviour.JWE_BAD_TAG),
            refused(Misbehaviour.ALG_NONE_CAPITALIZED, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.ALG_NONE_UPPER_CASE, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.HS256_SIGNED_WITH_PUBLIC_JWK, FailureReason.ID_TOKEN_ALGORITHM),
            refused(Misbehaviour.X5U_HEADER, FailureReason.ID_TOKEN_SIGNATURE),
            refused(Misbehaviour.X5C_HEADER, FailureReason.ID_TOKEN_SIGNATURE),
            accepted(Misbehaviour.USERINFO_JWT_BAD_SIGNATURE),
            accepted(Misbehaviour.USERINFO_JWT_WRONG_ISSUER),
            accepted(Misbehaviour.USERINFO_JWT_WRONG_AUDIENCE),
            accepted(Misbehaviour.USERINFO_JWT_NO_ISSUER),
            accepted(Misbehaviour.USERINFO_JWT_NO_AUDIENCE),
            accepted(Misbehaviour.USERINFO_JWT_EXPIRED),
            accepted(Misbehaviour.USERINFO_JWT_ALG_NONE),
            accepted(Misbehaviour.USERINFO_JWT_OTHER_ALGORITHM),
            accepted(Misbehaviour.USERINFO_JSON_NOT_JWT),
            refused(Misbehaviour.USERINFO_JWT_NOT_JSON, FailureReason.USERINFO_PROTECTION),
            accepted(Misbehaviour.AGGREGATED_BAD_SIGNATURE),
            accepted(Misbehaviour.AGGREGATED_ALG_NONE),
            accepted(Misbehaviour.AGGREGATED_OTHER_ISSUER),
            accepted(Misbehaviour.AGGREGATED_OTHER_SUBJECT),
            accepted(Misbehaviour.CLAIM_SOURCE_MISSING),
            accepted(Misbehaviour.WEBFINGER_DOWN),
            accepted(Misbehaviour.WEBFINGER_SLOW),
            accepted(Misbehaviour.WEBFINGER_NOT_JSON),
            accepted(Misbehaviour.WEBFINGER_HUGE),
            accepted(Misbehaviour.WEBFINGER_REDIRECT_TO_PRIVATE),
            accepted(Misbehaviour.WEBFINGER_WRONG_SUBJECT),
            accepted(Misbehaviour.WEBFINGER_NO_ISSUER_LINK),
            accepted(Misbehaviour.WEBFINGER_OTHER_ISSUER),
            accepted(Misbehaviour.WEBFINGER_TWO_ISSUERS),
            accepted(Misbehaviour.WEBFINGER_ISSUER_HTTP_ELSEWHERE),
            accepted(Misbehaviour.WEBFINGER_ISSUER_NOT_TEXT));

    private static Map.Entry<Misbehaviour, Verdict> accepted(Misbehaviour how) {
        return entry(how, new Verdict(200, null));
    }

    private static Map.Entry<Misbehaviour, Verdict> refused(Misbehaviour how, FailureReason reason) {
        return entry(how, new Verdict(400, reason));
    }

    private static Map.Entry<Misbehaviour, Verdict> rejected(Misbehaviour how, FailureReason reason) {
        return entry(how, new Verdict(403, reason));
    }

    private static Map.Entry<Misbehaviour, Verdict> misconfigured(Misbehaviour how, FailureReason reason) {
        return entry(how, new Verdict(500, reason));
    }

    private static Map.Entry<Misbehaviour, Verdict> unavailable(Misbehaviour how, FailureReason reason) {
        return entry(how, new Verdict(503, reason));
    }
}

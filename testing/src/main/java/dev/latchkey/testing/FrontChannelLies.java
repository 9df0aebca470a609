package dev.latchkey.testing;

import java.util.List;
import java.util.Map;

/** Lies about how an authorization response travels, and about the tokens in it. */
final class FrontChannelLies {
    private static final int MEBIBYTE = 1 << 20;
    private static final int LONG_QUERY = 100_000;
    private static final int LONG_FRAGMENT = 200_000;

    private FrontChannelLies() {}

    /** The mode that is used instead of the one asked for. */
    static ResponseMode mode(ResponseMode asked, ProviderState state) {
        if (state.is(Misbehaviour.ANSWERS_IN_QUERY)) {
            return ResponseMode.QUERY;
        }
        if (state.is(Misbehaviour.ANSWERS_IN_FRAGMENT)) {
            return ResponseMode.FRAGMENT;
        }
        return state.is(Misbehaviour.ANSWERS_IN_FORM_POST) ? ResponseMode.FORM_POST : asked;
    }

    /** The content type of the form. */
    static String enctype(ProviderState state) {
        if (state.is(Misbehaviour.FORM_POST_AS_TEXT)) {
            return PageForm.TEXT;
        }
        return state.is(Misbehaviour.FORM_POST_AS_MULTIPART) ? PageForm.MULTIPART : PageForm.URL_ENCODED;
    }

    static void edit(List<Map.Entry<String, String>> parameters, ResponseMode mode, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case FRONT_ID_TOKEN_MISSING -> remove(parameters, "id_token");
                case FRONT_ACCESS_TOKEN_MISSING -> remove(parameters, "access_token");
                case FRONT_TOKEN_TYPE_MISSING -> remove(parameters, "token_type");
                case FRONT_TOKEN_TYPE_WRONG -> replace(parameters, "token_type", "mac");
                case FRONT_EXPIRES_IN_TEXT -> replace(parameters, "expires_in", "soon");
                case DUPLICATE_FRONT_ID_TOKEN -> repeat(parameters, "id_token");
                case DUPLICATE_FRONT_ACCESS_TOKEN -> repeat(parameters, "access_token");
                case DUPLICATE_FRONT_TOKEN_TYPE -> repeat(parameters, "token_type");
                case DUPLICATE_FRONT_EXPIRES_IN -> repeat(parameters, "expires_in");
                case FRONT_TOKENS_UNASKED -> addTokens(parameters);
                case QUERY_OVERSIZED -> fill(parameters, mode == ResponseMode.QUERY ? LONG_QUERY : 0);
                case FRAGMENT_OVERSIZED -> fill(parameters, mode == ResponseMode.FRAGMENT ? LONG_FRAGMENT : 0);
                case FORM_POST_OVERSIZED -> fill(parameters, mode == ResponseMode.FORM_POST ? MEBIBYTE : 0);
                default -> {}
            }
        }
    }

    /** Lies in the ID token of the authorization response only. */
    static void edit(IdTokenDraft draft, ProviderState state) {
        Map<String, Object> claims = draft.claims;
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case C_HASH_WRONG -> claims.replace("c_hash", "wrong-hash-wrong-hash-");
                case C_HASH_MISSING -> claims.remove("c_hash");
                case FRONT_AT_HASH_WRONG -> claims.replace("at_hash", "wrong-hash-wrong-hash-");
                case FRONT_AT_HASH_MISSING -> claims.remove("at_hash");
                default -> {}
            }
        }
    }

    /** Lies in the ID token of the token endpoint that contradict the one before. */
    static void contradict(IdTokenDraft draft, ProviderState state) {
        Map<String, Object> claims = draft.claims;
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case HYBRID_ISS_DIFFERS -> claims.put("iss", "https://other-issuer.example");
                case HYBRID_SUB_DIFFERS -> claims.put("sub", "somebody-else");
                case HYBRID_SID_DIFFERS -> claims.put("sid", "wrong-session");
                case HYBRID_AUTH_TIME_DIFFERS -> claims.put("auth_time", draft.now.getEpochSecond() - 86_400);
                default -> {}
            }
        }
    }

    private static void addTokens(List<Map.Entry<String, String>> parameters) {
        if (parameters.stream().noneMatch(parameter -> parameter.getKey().endsWith("_token"))) {
            parameters.add(Map.entry("access_token", "unasked"));
            parameters.add(Map.entry("token_type", "Bearer"));
            parameters.add(Map.entry("id_token", "e30.e30.e30"));
        }
    }

    private static void fill(List<Map.Entry<String, String>> parameters, int size) {
        if (size > 0) {
            parameters.add(Map.entry("filler", "x".repeat(size)));
        }
    }

    private static void remove(List<Map.Entry<String, String>> parameters, String name) {
        parameters.removeIf(parameter -> parameter.getKey().equals(name));
    }

    private static void replace(List<Map.Entry<String, String>> parameters, String name, String value) {
        parameters.replaceAll(parameter -> parameter.getKey().equals(name) ? Map.entry(name, value) : parameter);
    }

    private static void repeat(List<Map.Entry<String, String>> parameters, String name) {
        parameters.stream()
                .filter(parameter -> parameter.getKey().equals(name))
                .findFirst()
                .ifPresent(parameters::add);
    }
}

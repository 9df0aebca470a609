package dev.latchkey.testing;

import java.util.List;
import java.util.Map;

/** Lies in what the browser carries back to the application. */
final class RedirectLies {
    private static final List<String> ANSWERS = List.of(
            "code",
            "access_token",
            "token_type",
            "expires_in",
            "id_token",
            "session_state",
            "error",
            "error_description");

    private RedirectLies() {}

    static void edit(List<Map.Entry<String, String>> parameters, ProviderState state) {
        for (Misbehaviour lie : state.behaviour.active()) {
            switch (lie) {
                case NO_ISS_PARAMETER, ISS_NOT_ADVERTISED -> remove(parameters, "iss");
                case WRONG_ISS_PARAMETER -> replace(parameters, "iss", "https://other-issuer.example");
                case DUPLICATE_ISS -> repeat(parameters, "iss");
                case STATE_ALTERED -> replace(parameters, "state", "altered-state");
                case STATE_MISSING -> remove(parameters, "state");
                case DUPLICATE_STATE -> repeat(parameters, "state");
                case CODE_MISSING -> remove(parameters, "code");
                case DUPLICATE_CODE -> repeat(parameters, "code");
                case CODE_UNKNOWN -> replace(parameters, "code", "unknown-code");
                case CODE_AND_ERROR -> addError(parameters);
                case ERROR_SERVER -> fail(parameters);
                case SESSION_STATE_MISSING -> remove(parameters, "session_state");
                case DUPLICATE_SESSION_STATE -> repeat(parameters, "session_state");
                case DUPLICATE_ERROR -> {
                    fail(parameters);
                    repeat(parameters, "error");
                }
                case DUPLICATE_ERROR_DESCRIPTION -> {
                    fail(parameters);
                    repeat(parameters, "error_description");
                }
                default -> {}
            }
        }
    }

    static void editSignOut(List<Map.Entry<String, String>> parameters, ProviderState state) {
        if (state.is(Misbehaviour.END_SESSION_STATE_ALTERED)) {
            replace(parameters, "state", "altered-state");
        }
        if (state.is(Misbehaviour.END_SESSION_STATE_MISSING)) {
            remove(parameters, "state");
        }
    }

    private static void fail(List<Map.Entry<String, String>> parameters) {
        ANSWERS.forEach(name -> remove(parameters, name));
        addError(parameters);
    }

    private static void addError(List<Map.Entry<String, String>> parameters) {
        parameters.add(Map.entry("error", "server_error"));
        parameters.add(Map.entry("error_description", "Out of luck <script>alert('luck')</script>"));
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

package dev.latchkey.verify.certification;

import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A response type in a response mode. */
enum Flow {
    CODE_QUERY(ResponseType.CODE, ResponseMode.QUERY),
    CODE_FRAGMENT(ResponseType.CODE, ResponseMode.FRAGMENT),
    CODE_FORM_POST(ResponseType.CODE, ResponseMode.FORM_POST),
    ID_TOKEN_FRAGMENT(ResponseType.ID_TOKEN, ResponseMode.FRAGMENT),
    ID_TOKEN_FORM_POST(ResponseType.ID_TOKEN, ResponseMode.FORM_POST),
    ID_TOKEN_TOKEN_FRAGMENT(ResponseType.ID_TOKEN_TOKEN, ResponseMode.FRAGMENT),
    ID_TOKEN_TOKEN_FORM_POST(ResponseType.ID_TOKEN_TOKEN, ResponseMode.FORM_POST),
    CODE_ID_TOKEN_FRAGMENT(ResponseType.CODE_ID_TOKEN, ResponseMode.FRAGMENT),
    CODE_ID_TOKEN_FORM_POST(ResponseType.CODE_ID_TOKEN, ResponseMode.FORM_POST),
    CODE_TOKEN_FRAGMENT(ResponseType.CODE_TOKEN, ResponseMode.FRAGMENT),
    CODE_TOKEN_FORM_POST(ResponseType.CODE_TOKEN, ResponseMode.FORM_POST),
    CODE_ID_TOKEN_TOKEN_FRAGMENT(ResponseType.CODE_ID_TOKEN_TOKEN, ResponseMode.FRAGMENT),
    CODE_ID_TOKEN_TOKEN_FORM_POST(ResponseType.CODE_ID_TOKEN_TOKEN, ResponseMode.FORM_POST);

    final ResponseType type;
    final ResponseMode mode;

    Flow(ResponseType type, ResponseMode mode) {
        this.type = type;
        this.mode = mode;
    }

    static Stream<Flow> withFrontIdToken() {
        return where(Flow::hasFrontIdToken);
    }

    static Stream<Flow> withFrontIdTokenAndCode() {
        return where(Flow::isHybridWithIdToken);
    }

    static Stream<Flow> withFrontIdTokenAndAccessToken() {
        return where(flow -> flow.type.hasIdToken() && flow.type.hasAccessToken());
    }

    static Stream<Flow> withFrontAccessToken() {
        return where(flow -> flow.type.hasAccessToken());
    }

    static Stream<Flow> withCode() {
        return where(flow -> flow.type.hasCode());
    }

    static Stream<Flow> withUserInfo() {
        return where(Flow::hasUserInfo);
    }

    static Stream<Flow> byFormPost() {
        return where(flow -> flow.mode == ResponseMode.FORM_POST);
    }

    static Stream<Flow> inTheFragment() {
        return where(flow -> flow.mode == ResponseMode.FRAGMENT);
    }

    private static Stream<Flow> where(Predicate<Flow> condition) {
        return Arrays.stream(values()).filter(condition);
    }

    /** An ID token comes through the browser. */
    boolean hasFrontIdToken() {
        return type.hasIdToken();
    }

    /** An ID token comes through the browser, and another from the token endpoint. */
    boolean isHybridWithIdToken() {
        return type.hasIdToken() && type.hasCode();
    }

    /** There is an access token to ask UserInfo with. */
    boolean hasUserInfo() {
        return type.hasCode() || type.hasAccessToken();
    }
}

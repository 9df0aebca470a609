package dev.latchkey.provider;

import dev.latchkey.config.HttpSettings;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.ProviderUnavailable;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.HttpTransport;
import dev.latchkey.http.HttpTransport.AnswerTooLarge;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/** Calls to a provider, with limits, and with failures that say which endpoint failed. Thread-safe. */
public final class ProviderHttp {
    private static final int MAX_BODY = 256 * 1024;

    private final HttpTransport transport;
    private final Duration timeout;
    private final Duration tokenTimeout;

    /** Over this transport, with the time limits of these settings. */
    public ProviderHttp(HttpTransport transport, HttpSettings settings) {
        this.transport = transport;
        this.timeout = settings.timeout();
        this.tokenTimeout = settings.tokenTimeout();
    }

    /** A GET request. */
    public HttpCall get(URI endpoint) {
        return HttpCall.get(endpoint, timeout, MAX_BODY);
    }

    /** A POST request. */
    public HttpCall post(URI endpoint, String contentType, String body) {
        return HttpCall.post(endpoint, contentType, body, tokenTimeout, MAX_BODY);
    }

    /**
     * Makes a call.
     *
     * @param endpoint the endpoint's name, for the message
     * @throws ProviderUnavailable if there is no answer
     */
    public HttpAnswer send(String endpoint, HttpCall call) {
        try {
            return transport.send(call);
        } catch (HttpTimeoutException e) {
            throw failed(FailureReason.PROVIDER_TIMEOUT, endpoint, call, e);
        } catch (AnswerTooLarge e) {
            throw failed(FailureReason.PROVIDER_ANSWER_TOO_LARGE, endpoint, call, e);
        } catch (IOException e) {
            throw failed(FailureReason.PROVIDER_UNREACHABLE, endpoint, call, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(FailureReason.PROVIDER_UNREACHABLE, endpoint, call, e);
        }
    }

    /**
     * The JSON object in a successful answer (RFC 6749 §5.1, OpenID Connect Discovery §4.2).
     *
     * @throws ProviderUnavailable for any other answer
     */
    public static Map<String, Object> json(String endpoint, HttpCall call, HttpAnswer answer) {
        if (answer.status() != 200) {
            throw bad(endpoint, call, "answered " + answer.status());
        }
        requireJson(endpoint, call, answer);
        try {
            return Json.parse(answer.body());
        } catch (MalformedException e) {
            throw bad(endpoint, call, "answered " + answer.mediaType() + " that is " + e.getMessage());
        }
    }

    /**
     * Requires {@code application/json} or a type that ends in {@code +json}: what comes as something else was not meant
     * as an answer, but as a page of something in between, or as a file.
     *
     * @throws ProviderUnavailable for any other type
     */
    static void requireJson(String endpoint, HttpCall call, HttpAnswer answer) {
        String type = answer.mediaType();
        if (!type.equals("application/json") && !type.endsWith("+json")) {
            throw bad(
                    endpoint,
                    call,
                    "answered " + (type.isEmpty() ? "without a type" : Printable.of(type)) + ", expected JSON");
        }
    }

    /** An answer that cannot be used. */
    public static ProviderUnavailable bad(String endpoint, HttpCall call, String problem) {
        return new ProviderUnavailable(
                FailureReason.PROVIDER_BAD_ANSWER, "The " + endpoint + " " + call.uri() + " " + problem + ".");
    }

    private static ProviderUnavailable failed(FailureReason reason, String endpoint, HttpCall call, Exception cause) {
        return new ProviderUnavailable(
                reason, "The " + endpoint + " " + call.uri() + " could not be used: " + cause + ".", cause);
    }
}

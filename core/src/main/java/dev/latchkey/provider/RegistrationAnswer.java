package dev.latchkey.provider;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.Encryption;
import dev.latchkey.config.JwtProtection;
import dev.latchkey.config.ProviderSettings;
import dev.latchkey.config.RequestObject;
import dev.latchkey.failure.FailureReason;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.internal.ClientKeySet;
import dev.latchkey.internal.Json;
import dev.latchkey.internal.MalformedException;
import dev.latchkey.internal.Printable;
import dev.latchkey.internal.SignatureAlgorithms;
import dev.latchkey.internal.VerificationKey;
import dev.latchkey.provider.Registrar.RegisteredUris;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider's answer to a registration (RFC 7591 §3.2.1): what the client is from now on, whatever was asked for. An
 * answer that Latchkey cannot live with is refused at once, and not at the first login that it breaks.
 */
final class RegistrationAnswer {
    private final Map<String, Object> members;
    private final ProviderSettings settings;
    private final @Nullable ClientKeySet keys;

    private RegistrationAnswer(Map<String, Object> members, ProviderSettings settings, @Nullable ClientKeySet keys) {
        this.members = members;
        this.settings = settings;
        this.keys = keys;
    }

    /**
     * The client that was registered.
     *
     * @throws Misconfigured if the answer cannot be used
     */
    static RegisteredClient client(
            Map<String, Object> members, ProviderSettings settings, RegisteredUris uris, @Nullable ClientKeySet keys) {
        RegistrationAnswer answer = new RegistrationAnswer(members, settings, keys);
        answer.requireListed("redirect_uris", uris.redirectUri().toString());
        answer.requireResponseType();
        answer.requireExpiry();
        ClientAuthentication authentication = answer.authentication();
        JwtProtection idToken = Objects.requireNonNull(answer.protection("id_token", settings.idToken()));
        answer.requireSecret(idToken.signingAlgorithm());
        return new RegisteredClient(
                answer.clientId(),
                answer.text("client_secret"),
                authentication,
                idToken,
                answer.protection("userinfo", settings.userInfoProtection()),
                answer.requestObjectAlgorithm(),
                answer.list("request_uris").stream()
                        .filter(uri -> RegistrationRequest.isNewRequestUri(uri, uris))
                        .toList());
    }

    /** A member that is text or is not there at all. */
    private @Nullable String text(String member) {
        Object value = members.get(member);
        if (value != null && !(value instanceof String)) {
            throw refused("has a " + member + " that is not text");
        }
        return (String) value;
    }

    /** A member that is a list or is not there at all. */
    private List<String> list(String member) {
        Object value = members.get(member);
        if (value != null && !(value instanceof List)) {
            throw refused("has " + member + " that are not a list");
        }
        return Json.strings(members, member);
    }

    private void requireExpiry() {
        if (members.get("client_secret_expires_at") != null
                && Json.wholeNumber(members, "client_secret_expires_at") == null) {
            throw refused("has a client_secret_expires_at that is not a number");
        }
    }

    private void requireSecret(String algorithm) {
        if (SignatureAlgorithms.MAC.contains(algorithm)) {
            try {
                VerificationKey.ofClientSecret(algorithm, Objects.requireNonNullElse(text("client_secret"), ""));
            } catch (MalformedException e) {
                throw refused("is for " + algorithm + ", but " + e.getMessage());
            }
        }
    }

    private @Nullable String requestObjectAlgorithm() {
        RequestObject wanted = settings.requestObject();
        String algorithm = text("request_object_signing_alg");
        if (wanted == null || algorithm == null || algorithm.equals(wanted.algorithm())) {
            return null;
        }
        // What is to be signed is not sent unsigned because the provider would rather have it so.
        if (!SignatureAlgorithms.ASYMMETRIC.contains(algorithm) || keys == null || !keys.canSign(algorithm)) {
            throw refused("is for request objects with '" + algorithm + "', which is not to be had here");
        }
        return algorithm;
    }

    private String clientId() {
        String clientId = text("client_id");
        if (clientId == null || clientId.isBlank()) {
            throw refused("has no client_id");
        }
        return clientId;
    }

    private void requireListed(String member, String value) {
        if (members.containsKey(member) && !list(member).contains(value)) {
            throw refused("has a " + member + " without " + value);
        }
    }

    private void requireResponseType() {
        List<String> types = list("response_types");
        if (members.containsKey("response_types") && types.stream().noneMatch(settings.responseType()::isNamed)) {
            throw refused("allows the response types " + types + ", but not "
                    + settings.responseType().value());
        }
    }

    private ClientAuthentication authentication() {
        String method = Objects.requireNonNullElse(text("token_endpoint_auth_method"), "client_secret_basic");
        ClientAuthentication authentication = switch (method) {
            case "client_secret_basic" -> ClientAuthentication.clientSecretBasic();
            case "client_secret_post" -> ClientAuthentication.clientSecretPost();
            case "client_secret_jwt" ->
                ClientAuthentication.clientSecretJwt(
                        algorithm("token_endpoint_auth_signing_alg", "HS256", SignatureAlgorithms.MAC));
            case "private_key_jwt" ->
                ClientAuthentication.privateKeyJwt(
                        algorithm("token_endpoint_auth_signing_alg", "RS256", SignatureAlgorithms.ASYMMETRIC));
            case "none" -> ClientAuthentication.none();
            default -> throw refused("is for '" + method + "', which is not supported");
        };
        if (authentication.needsSecret() && text("client_secret") == null) {
            throw refused("is for " + method + ", but has no client_secret");
        }
        if (authentication instanceof ClientAuthentication.SecretJwt jwt) {
            requireSecret(jwt.algorithm());
        }
        if (authentication instanceof ClientAuthentication.PrivateKeyJwt jwt
                && (keys == null || !keys.canSign(jwt.algorithm()))) {
            throw refused("is for private_key_jwt with " + jwt.algorithm() + ", but no key of RelyingPartyBuilder.keys"
                    + " fits");
        }
        return authentication;
    }

    private @Nullable JwtProtection protection(String what, @Nullable JwtProtection asked) {
        String signing = text(what + "_signed_response_alg");
        String encryption = text(what + "_encrypted_response_alg");
        if (signing == null && encryption == null) {
            return asked;
        }
        String wanted = asked == null ? "RS256" : asked.signingAlgorithm();
        String algorithm = signing == null ? wanted : signing;
        // A shared secret signs only where the settings say so.
        if (!SignatureAlgorithms.ASYMMETRIC.contains(algorithm) && !algorithm.equals(wanted)) {
            throw refused("is for " + what + " signed with '" + algorithm + "', which is not supported");
        }
        return new JwtProtection(algorithm, encryption == null ? null : encryption(what, encryption));
    }

    /** The default of the content encryption is that of OpenID Connect Registration §2. */
    private Encryption encryption(String what, String algorithm) {
        String method = Objects.requireNonNullElse(text(what + "_encrypted_response_enc"), "A128CBC-HS256");
        if (keys == null || !keys.canDecrypt(algorithm)) {
            throw refused("is for " + what + " encrypted with " + algorithm + ", but no key of RelyingPartyBuilder.keys"
                    + " fits");
        }
        try {
            return new Encryption(algorithm, method);
        } catch (Misconfigured e) {
            throw refused("is for " + what + " encrypted in a way that is not supported: " + algorithm + ", " + method);
        }
    }

    private String algorithm(String member, String otherwise, Set<String> supported) {
        String algorithm = Objects.requireNonNullElse(text(member), otherwise);
        if (!supported.contains(algorithm)) {
            throw refused("has the " + member + " '" + algorithm + "', which is not supported");
        }
        return algorithm;
    }

    private static Misconfigured refused(String problem) {
        return new Misconfigured(
                FailureReason.REGISTRATION_REFUSED,
                "The provider's answer to the registration " + Printable.of(problem) + ".");
    }
}

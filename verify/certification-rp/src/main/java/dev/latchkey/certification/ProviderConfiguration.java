package dev.latchkey.certification;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientCredentials;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.RequestObject;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.config.UserInfoRequest;
import dev.latchkey.failure.Misconfigured;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The provider of a configuration, member by member. */
final class ProviderConfiguration {
    private static final String DEFAULT_METHOD = "A128CBC-HS256";

    /** Members of a registration that are settings of Latchkey, which registers for what is set. */
    private static final Set<String> SETTINGS = Set.of(
            "initial_access_token",
            "token_endpoint_auth_method",
            "token_endpoint_auth_signing_alg",
            "id_token_signed_response_alg",
            "id_token_encrypted_response_alg",
            "id_token_encrypted_response_enc",
            "userinfo_signed_response_alg",
            "userinfo_encrypted_response_alg",
            "userinfo_encrypted_response_enc",
            "request_object_signing_alg");

    private final Map<String, Object> members;
    private final @Nullable Map<String, Object> client;
    private final @Nullable Map<String, Object> registration;
    private Provider provider;

    private ProviderConfiguration(Map<String, Object> members, String issuer) {
        this.members = members;
        this.client = Json.object(members, "client");
        this.registration = Json.object(members, "registration");
        Map<String, Object> metadata = Json.object(members, "metadata");
        provider = metadata == null ? Provider.discover(issuer) : Provider.of(metadata(metadata, issuer));
    }

    /**
     * The provider.
     *
     * @throws IllegalArgumentException if a member is malformed
     * @throws Misconfigured if Latchkey refuses a value
     */
    static Provider of(Map<String, Object> members, String issuer) {
        ProviderConfiguration configuration = new ProviderConfiguration(members, issuer);
        configuration.registration();
        configuration.responses();
        configuration.authentication();
        configuration.request();
        configuration.tokens();
        return configuration.provider.parameters(LoginMembers.of(members));
    }

    private static ProviderMetadata metadata(Map<String, Object> members, String issuer) {
        members.forEach((member, value) -> {
            if (value != null && (member.endsWith("_endpoint") || member.endsWith("_uri") || member.equals("issuer"))) {
                Json.asText("metadata." + member, value);
            }
            boolean isList = value == null || value instanceof List<?> || value instanceof Boolean;
            if (member.endsWith("_supported") && !isList) {
                throw new IllegalArgumentException("metadata." + member + " is not a list.");
            }
        });
        ProviderMetadata metadata = ProviderMetadata.of(members);
        return members.get("issuer") == null ? metadata.with("issuer", issuer) : metadata;
    }

    private void registration() {
        if (client != null) {
            String id = Json.text(client, "client_id", "");
            provider = provider.client(new ClientCredentials(id, Json.text(client, "client_secret")));
            return;
        }
        ClientMetadata metadata = ClientMetadata.named("Latchkey certification");
        if (registration != null) {
            String token = Json.text(registration, "initial_access_token");
            metadata = token == null ? metadata : metadata.initialAccessToken(token);
            for (Map.Entry<String, Object> member : registration.entrySet()) {
                metadata = SETTINGS.contains(member.getKey()) ? metadata : unlessOurs(metadata, member);
            }
        }
        provider = provider.register(metadata);
    }

    /** Addresses, response types and grant types follow from the base URL and the response type. */
    private static ClientMetadata unlessOurs(ClientMetadata metadata, Map.Entry<String, Object> member) {
        if (member.getValue() == null) {
            throw new IllegalArgumentException("registration." + member.getKey() + " is null.");
        }
        try {
            return metadata.with(member.getKey(), member.getValue());
        } catch (Misconfigured e) {
            return metadata;
        }
    }

    private void responses() {
        ResponseType type = ResponseType.parse(Json.text(members, "response_type", "code"));
        provider = provider.responseType(type);
        String mode = Json.text(members, "response_mode");
        if (mode != null) {
            provider = provider.responseMode(constant(ResponseMode.class, "response_mode", mode));
        }
    }

    private void authentication() {
        String method = of("client_auth", "token_endpoint_auth_method");
        if (method == null) {
            return;
        }
        String algorithm = registered("token_endpoint_auth_signing_alg");
        provider = provider.clientAuthentication(
                switch (method) {
                    case "client_secret_basic" -> ClientAuthentication.clientSecretBasic();
                    case "client_secret_post" -> ClientAuthentication.clientSecretPost();
                    case "client_secret_jwt" -> ClientAuthentication.clientSecretJwt(or(algorithm, "HS256"));
                    case "private_key_jwt" -> ClientAuthentication.privateKeyJwt(or(algorithm, "RS256"));
                    case "none" -> ClientAuthentication.none();
                    default -> throw new IllegalArgumentException("client_auth is " + method + ", not supported yet.");
                });
    }

    private void request() {
        String how = Json.text(members, "request", "plain");
        String algorithm = or(of("request_object_alg", "request_object_signing_alg"), "RS256");
        switch (how) {
            case "plain" -> {}
            case "object" -> provider = provider.requestObject(RequestObject.byValue(algorithm));
            case "object_uri" -> provider = provider.requestObject(RequestObject.byReference(algorithm));
            default -> throw new IllegalArgumentException("request is " + how + ", not supported yet.");
        }
    }

    private void tokens() {
        String signing = of("id_token_alg", "id_token_signed_response_alg");
        if (signing != null) {
            provider = provider.idTokenSigningAlgorithm(signing);
        }
        idTokenEncryption();
        String userInfo = of("userinfo_signed", "userinfo_signed_response_alg");
        if (userInfo != null) {
            provider = provider.userInfoSigningAlgorithm(userInfo);
        }
        String userInfoEncryption = registered("userinfo_encrypted_response_alg");
        if (userInfoEncryption != null) {
            provider = provider.userInfoEncryption(
                    userInfoEncryption, or(registered("userinfo_encrypted_response_enc"), DEFAULT_METHOD));
        }
        provider = provider.userInfo(constant(UserInfoMode.class, "userinfo", Json.text(members, "userinfo", "auto")))
                .userInfoRequest(constant(
                        UserInfoRequest.class, "userinfo_method", Json.text(members, "userinfo_method", "header")));
    }

    private void idTokenEncryption() {
        Map<String, Object> encrypted = Json.object(members, "id_token_encrypted");
        if (encrypted != null && encrypted.get("alg") == null) {
            throw new IllegalArgumentException("id_token_encrypted has no alg.");
        }
        String algorithm =
                encrypted == null ? registered("id_token_encrypted_response_alg") : Json.text(encrypted, "alg");
        String method = encrypted == null ? registered("id_token_encrypted_response_enc") : Json.text(encrypted, "enc");
        if (algorithm != null) {
            provider = provider.idTokenEncryption(algorithm, or(method, DEFAULT_METHOD));
        }
    }

    /** A member of the configuration, else what the client is, or is to be, registered for. */
    private @Nullable String of(String member, String registered) {
        String value = Json.text(members, member);
        return value == null ? registered(registered) : value;
    }

    private @Nullable String registered(String member) {
        String value = client == null ? null : Json.text(client, member);
        return value != null || registration == null ? value : Json.text(registration, member);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String member, String name) {
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(member + " is " + name + ".", e);
        }
    }
}

package dev.latchkey.certification;

import dev.latchkey.config.ClaimsRequest;
import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientCredentials;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.LoginParameters;
import dev.latchkey.config.Provider;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.RequestObject;
import dev.latchkey.config.ResponseMode;
import dev.latchkey.config.ResponseType;
import dev.latchkey.config.UserInfoMode;
import dev.latchkey.config.UserInfoRequest;
import dev.latchkey.failure.Misconfigured;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The provider of a configuration, member by member. */
final class ProviderConfiguration {
    private final Map<String, Object> members;
    private final @Nullable Map<String, Object> client;
    private Provider provider;

    private ProviderConfiguration(Map<String, Object> members, String issuer) {
        this.members = members;
        this.client = Json.object(members, "client");
        Map<String, Object> metadata = Json.object(members, "metadata");
        provider = metadata == null ? Provider.discover(issuer) : Provider.of(ProviderMetadata.of(metadata));
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
        configuration.parameters();
        return configuration.provider;
    }

    private void registration() {
        if (client != null) {
            String id = Json.text(client, "client_id", "");
            provider = provider.client(new ClientCredentials(id, Json.text(client, "client_secret")));
            return;
        }
        ClientMetadata metadata = ClientMetadata.named("Latchkey certification");
        Map<String, Object> extra = Json.object(members, "registration");
        if (extra != null) {
            for (Map.Entry<String, Object> member : extra.entrySet()) {
                metadata = member.getKey().equals("initial_access_token")
                        ? metadata.initialAccessToken(String.valueOf(member.getValue()))
                        : unlessOurs(metadata, member);
            }
        }
        provider = provider.register(metadata);
    }

    /** What Latchkey decides itself is left as it decides. */
    private static ClientMetadata unlessOurs(ClientMetadata metadata, Map.Entry<String, Object> member) {
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
        String algorithm = ofClient("token_endpoint_auth_signing_alg");
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
        Map<String, Object> encrypted = Json.object(members, "id_token_encrypted");
        String algorithm =
                encrypted == null ? ofClient("id_token_encrypted_response_alg") : Json.text(encrypted, "alg");
        String method = encrypted == null ? ofClient("id_token_encrypted_response_enc") : Json.text(encrypted, "enc");
        if (algorithm != null) {
            provider = provider.idTokenEncryption(algorithm, or(method, "A128CBC-HS256"));
        }
        String userInfo = of("userinfo_signed", "userinfo_signed_response_alg");
        if (userInfo != null) {
            provider = provider.userInfoSigningAlgorithm(userInfo);
        }
        String userInfoEncryption = ofClient("userinfo_encrypted_response_alg");
        if (userInfoEncryption != null) {
            provider = provider.userInfoEncryption(
                    userInfoEncryption, or(ofClient("userinfo_encrypted_response_enc"), "A128CBC-HS256"));
        }
        provider = provider.userInfo(constant(UserInfoMode.class, "userinfo", Json.text(members, "userinfo", "auto")))
                .userInfoRequest(constant(
                        UserInfoRequest.class, "userinfo_method", Json.text(members, "userinfo_method", "header")));
    }

    private void parameters() {
        LoginParameters parameters = LoginParameters.none();
        String scope = Json.text(members, "scope");
        if (scope != null) {
            parameters = parameters.scopes(scope.trim().split(" +", -1));
        }
        Map<String, Object> claims = Json.object(members, "claims");
        if (claims != null) {
            parameters = parameters.claims(ClaimsRequest.of(claims));
        }
        Map<String, Object> more = Json.object(members, "authorization_parameters");
        if (more != null) {
            for (Map.Entry<String, Object> parameter : more.entrySet()) {
                parameters = parameters.parameter(parameter.getKey(), Json.words(parameter.getValue()));
            }
        }
        provider = provider.parameters(parameters);
    }

    /** A member of the configuration, else one of the client's metadata. */
    private @Nullable String of(String member, String ofClient) {
        String value = Json.text(members, member);
        return value == null ? ofClient(ofClient) : value;
    }

    private @Nullable String ofClient(String member) {
        return client == null ? null : Json.text(client, member);
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

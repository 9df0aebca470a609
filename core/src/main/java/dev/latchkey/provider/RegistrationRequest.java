package dev.latchkey.provider;

import dev.latchkey.config.ClientAuthentication;
import dev.latchkey.config.ClientMetadata;
import dev.latchkey.config.Encryption;
import dev.latchkey.config.JwtProtection;
import dev.latchkey.config.ProviderMetadata;
import dev.latchkey.config.ProviderSettings;
import dev.latchkey.config.RequestObject;
import dev.latchkey.config.ResponseType;
import dev.latchkey.internal.ClientKeySet;
import dev.latchkey.internal.RandomBytes;
import dev.latchkey.provider.Registrar.RegisteredUris;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the application registers with: its own metadata, and what follows from the settings (RFC 7591 §2). */
final class RegistrationRequest {
    /** So many logins a minute can have a request object at a provider that fetches from registered addresses only. */
    private static final int REQUEST_URIS = 16;

    private final Map<String, Object> members;

    private RegistrationRequest(ClientMetadata wanted) {
        members = new TreeMap<>(wanted.members());
    }

    /** The members. */
    static Map<String, Object> of(
            ClientMetadata wanted,
            ProviderSettings settings,
            ClientAuthentication authentication,
            ProviderMetadata metadata,
            RegisteredUris uris,
            List<String> requestUris,
            @Nullable ClientKeySet keys) {
        RegistrationRequest request = new RegistrationRequest(wanted);
        request.addresses(uris);
        request.signOut(uris, metadata);
        request.responses(settings.responseType());
        request.authentication(authentication);
        request.protection("id_token", settings.idToken());
        request.protection("userinfo", settings.userInfoProtection());
        request.requestObject(settings.requestObject(), requestUris);
        request.keys(keys, uris);
        return request.members;
    }

    private void addresses(RegisteredUris uris) {
        members.put("redirect_uris", List.of(uris.redirectUri().toString()));
        members.put(
                "post_logout_redirect_uris",
                List.of(uris.postLogoutRedirectUri().toString()));
        if (uris.initiateLoginUri() != null) {
            members.put("initiate_login_uri", uris.initiateLoginUri().toString());
        }
    }

    /** The session is asked for where the provider can name it (Front-Channel Logout §2, Back-Channel Logout §2.2). */
    private void signOut(RegisteredUris uris, ProviderMetadata metadata) {
        if (uris.frontchannelLogoutUri() != null) {
            members.put("frontchannel_logout_uri", uris.frontchannelLogoutUri().toString());
            members.put("frontchannel_logout_session_required", metadata.sendsSidInTheFrontChannel());
        }
        if (uris.backchannelLogoutUri() != null) {
            members.put("backchannel_logout_uri", uris.backchannelLogoutUri().toString());
            members.put("backchannel_logout_session_required", metadata.sendsSidInTheBackChannel());
        }
    }

    /** Grant types fit the response type (OpenID Connect Registration §2). */
    private void responses(ResponseType type) {
        List<String> grants = new ArrayList<>();
        if (type.hasCode()) {
            grants.add("authorization_code");
            grants.add("refresh_token");
        }
        if (type.hasIdToken() || type.hasAccessToken()) {
            grants.add("implicit");
        }
        members.put("response_types", List.of(type.value()));
        members.put("grant_types", grants);
    }

    private void authentication(ClientAuthentication authentication) {
        members.put("token_endpoint_auth_method", authentication.method());
        if (authentication instanceof ClientAuthentication.SecretJwt secret) {
            members.put("token_endpoint_auth_signing_alg", secret.algorithm());
        } else if (authentication instanceof ClientAuthentication.PrivateKeyJwt key) {
            members.put("token_endpoint_auth_signing_alg", key.algorithm());
        }
    }

    private void protection(String what, @Nullable JwtProtection protection) {
        if (protection == null) {
            return;
        }
        members.put(what + "_signed_response_alg", protection.signingAlgorithm());
        Encryption encryption = protection.encryption();
        if (encryption != null) {
            members.put(what + "_encrypted_response_alg", encryption.algorithm());
            members.put(what + "_encrypted_response_enc", encryption.method());
        }
    }

    private void requestObject(@Nullable RequestObject requestObject, List<String> requestUris) {
        if (requestObject != null) {
            members.put("request_object_signing_alg", requestObject.algorithm());
            if (requestObject.passing() == RequestObject.Passing.BY_REFERENCE && !requestUris.isEmpty()) {
                members.putIfAbsent("request_uris", requestUris);
            }
        }
    }

    /** Addresses that nobody can guess, for request objects to come (OpenID Connect Registration §2). */
    static List<String> newRequestUris(RegisteredUris uris) {
        return Stream.generate(() -> uris.requestUris() + "/" + RandomBytes.base64Url256())
                .limit(REQUEST_URIS)
                .toList();
    }

    /** Is this such an address, and neither another of the application's nor a pattern of the provider's kind? */
    static boolean isNewRequestUri(String uri, RegisteredUris uris) {
        String prefix = uris.requestUris() + "/";
        return uri.startsWith(prefix) && uri.substring(prefix.length()).matches("[\\w-]{43}");
    }

    /** By reference where the provider can reach us, so that keys can change; never both (RFC 7591 §2). */
    private void keys(@Nullable ClientKeySet keys, RegisteredUris uris) {
        if (keys == null || members.containsKey("jwks") || members.containsKey("jwks_uri")) {
            return;
        }
        if (uris.jwksUri().getScheme().equals("https")) {
            members.put("jwks_uri", uris.jwksUri().toString());
        } else {
            members.put("jwks", keys.publicMembers());
        }
    }
}

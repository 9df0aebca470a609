package dev.latchkey.testing;

import static dev.latchkey.testing.ClientMetadata.require;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The addresses in client metadata, and which of them the provider may ask. */
final class ClientAddresses {
    /** The members whose value is an address that somebody will call. */
    static final Set<String> NAMES = Set.of(
            "logo_uri",
            "client_uri",
            "policy_uri",
            "tos_uri",
            "jwks_uri",
            "sector_identifier_uri",
            "initiate_login_uri",
            "frontchannel_logout_uri",
            "backchannel_logout_uri");

    private static final Set<String> PAGES = Set.of("logo_uri", "client_uri", "policy_uri", "tos_uri");

    private ClientAddresses() {}

    /** Checks one address: pages may be anywhere on the web, the others must be protected by TLS or stay on loopback. */
    static void check(String name, Object value) {
        boolean right = value instanceof String text && (PAGES.contains(name) ? isWeb(text) : isProtected(text));
        require(right, name + ": expected an address with https, or with http on a loopback host, not " + value);
    }

    /** Whether this is https anywhere, or http on a loopback host. */
    static boolean isProtected(String address) {
        return isWeb(address) && (address.startsWith("https:") || RedirectUris.isLoopback(address));
    }

    private static boolean isWeb(String address) {
        try {
            URI uri = new URI(address);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return http && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

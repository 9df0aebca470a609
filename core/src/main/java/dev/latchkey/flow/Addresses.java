package dev.latchkey.flow;

import dev.latchkey.authorization.ReturnTo;
import dev.latchkey.config.BaseUrl;
import dev.latchkey.failure.Misconfigured;
import dev.latchkey.http.WebRequest;
import dev.latchkey.internal.Form;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where Latchkey's own endpoints are, under the base URL.
 *
 * @param baseUrl the application's public URL
 * @param redirectPath where the provider sends the browser back
 * @param loginPath where a login starts
 * @param logoutPath where the user signs out
 * @param loggedOutPath where the provider sends the browser after sign-out
 * @param afterLogout where the browser ends up then
 */
public record Addresses(
        BaseUrl baseUrl,
        String redirectPath,
        String loginPath,
        String logoutPath,
        String loggedOutPath,
        String afterLogout) {
    /** The {@code prompt} at which the provider asks for the account (OpenID Connect Core §3.1.2.1). */
    static final String SELECT_ACCOUNT = "select_account";

    /**
     * Checks the paths.
     *
     * @throws Misconfigured if one is not a path, or two are the same
     */
    public Addresses {
        Set<String> paths = new HashSet<>();
        for (String path : List.of(redirectPath, loginPath, logoutPath, loggedOutPath)) {
            if (!path.matches("/[A-Za-z0-9._~/-]*[A-Za-z0-9_~-]") || !ReturnTo.isSafe(path) || !paths.add(path)) {
                throw Misconfigured.setting(
                        "redirectPath, loginPath, logoutPath, loggedOutPath",
                        "has \"" + path + "\"",
                        "four different paths within the application, such as \"/redirect_uri\"");
            }
        }
        if (!ReturnTo.isSafe(afterLogout)) {
            throw Misconfigured.setting(
                    "afterLogout", "is \"" + afterLogout + "\"", "a path within the application, such as \"/\"");
        }
    }

    /** The redirect URI (RFC 6749 §3.1.2). */
    public URI redirectUri() {
        return baseUrl.resolve(redirectPath);
    }

    /** Is a path one of ours that are below the redirect URI? */
    boolean isBelowRedirectUri(String path) {
        return path.startsWith(redirectPath)
                && path.length() > redirectPath.length()
                && path.charAt(redirectPath.length()) == '/';
    }

    /** Where the fragment relay posts to. */
    String fragmentPath() {
        return redirectPath + "/fragment";
    }

    /** Where our public keys are. */
    String jwksPath() {
        return redirectPath + "/jwks";
    }

    /** What the paths of request objects begin with. */
    String requestObjectPath() {
        return redirectPath + "/request";
    }

    /** Where others start a login (OpenID Connect Core §4). */
    String initiateLoginPath() {
        return redirectPath + "/initiate_login";
    }

    /** Where a provider ends sessions itself. */
    String backchannelLogoutPath() {
        return redirectPath + "/backchannel_logout";
    }

    /** Where a provider's page ends sessions, in a frame. */
    String frontchannelLogoutPath() {
        return redirectPath + "/frontchannel_logout";
    }

    /** Where the page is that watches the session at the provider. */
    String sessionPath() {
        return redirectPath + "/session";
    }

    /** Where that page sends the browser when something changed. */
    String sessionCheckPath() {
        return sessionPath() + "/check";
    }

    /** The {@code backchannel_logout_uri}. */
    public URI backchannelLogoutUri() {
        return baseUrl.resolve(backchannelLogoutPath());
    }

    /** The {@code frontchannel_logout_uri}. */
    public URI frontchannelLogoutUri() {
        return baseUrl.resolve(frontchannelLogoutPath());
    }

    /** The page that watches the session at the provider. */
    public URI sessionPageUri() {
        return baseUrl.resolve(sessionPath());
    }

    /** The {@code jwks_uri}. */
    public URI jwksUri() {
        return baseUrl.resolve(jwksPath());
    }

    /** The {@code initiate_login_uri}. */
    public URI initiateLoginUri() {
        return baseUrl.resolve(initiateLoginPath());
    }

    /** The {@code post_logout_redirect_uri} (OpenID Connect RP-Initiated Logout §3.1). */
    public URI postLogoutRedirectUri() {
        return baseUrl.resolve(loggedOutPath);
    }

    /** The path of a URL of this application, from elsewhere; the home page if it is another's. */
    String pathOf(String url) {
        String own = baseUrl.toString();
        boolean isOwn = url.equals(own) || url.startsWith(own + "/") || url.startsWith(own + "?");
        return isOwn ? ReturnTo.orHome(url.substring(own.length())) : ReturnTo.HOME;
    }

    /** The URL that starts a login. */
    URI loginUrl(@Nullable String provider, String returnTo) {
        String query = "?return_to=" + Form.encode(returnTo);
        return baseUrl.resolve(loginPath + query + (provider == null ? "" : "&provider=" + Form.encode(provider)));
    }

    /** Where a login starts at which the provider asks which account it shall be. */
    URI anotherAccountUrl(@Nullable String provider, String returnTo) {
        return URI.create(loginUrl(provider, returnTo) + "&prompt=" + SELECT_ACCOUNT);
    }

    /** The path within the application. */
    String path(WebRequest request) {
        return inApplication(request.path());
    }

    /** A path without the base URL's path prefix, which a proxy, or a link of the application, may have left there. */
    String inApplication(String path) {
        String prefix = baseUrl.path();
        return !prefix.isEmpty() && path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }

    /** Where the user wants to go with this request: path and query, if they are fit to come back to. */
    String target(WebRequest request) {
        String query = request.query();
        return ReturnTo.orHome(query == null ? path(request) : path(request) + "?" + query);
    }

    /** Did the request come under the base URL's own host? */
    boolean isUnderOwnHost(WebRequest request) {
        String host = request.header("Host");
        return host == null || host.equalsIgnoreCase(baseUrl.authority());
    }
}

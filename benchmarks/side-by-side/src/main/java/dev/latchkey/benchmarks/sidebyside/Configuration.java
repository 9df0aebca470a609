package dev.latchkey.benchmarks.sidebyside;

import java.io.File;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What runs, in which versions, and how it is configured: to be read beside the tables. */
final class Configuration {
    private final Launcher launcher;
    private final String redis;

    Configuration(Launcher launcher, String redis) {
        this.launcher = launcher;
        this.redis = redis;
    }

    List<String> lines() {
        Subject javalin = Subject.of("javalin", Subject.UNPROTECTED);
        Subject pac4j = Subject.of("javalin", "pac4j");
        Subject spring = Subject.of("spring", "spring-security");
        return List.of(
                "- Java " + System.getProperty("java.runtime.version") + " with " + String.join(" ", Launcher.FLAGS)
                        + " for every server; " + System.getProperty("os.name") + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors.",
                "- Javalin " + version(javalin, "javalin") + " on its own Jetty " + version(javalin, "jetty-server")
                        + "; the server \"jetty\" is that Jetty with a servlet; Spring Boot "
                        + version(spring, "spring-boot") + " on its own Tomcat "
                        + version(spring, "tomcat-embed-core") + ". All with their default thread pools.",
                "- Latchkey: issuer, client and secret; UserInfo off. latchkey-memory, latchkey-cookie and latchkey-redis"
                        + " differ in the session store, Redis is " + redis
                        + "; latchkey-bearer takes JWT access tokens"
                        + " for one audience. On Javalin by OidcPlugin, on Jetty and Spring by OidcFilter.",
                "- pac4j: jakartaee-pac4j " + version(pac4j, "jakartaee-pac4j") + ", pac4j-oidc "
                        + version(pac4j, "pac4j-oidc") + ", pac4j-jakartaee " + version(pac4j, "pac4j-jakartaee")
                        + ". CallbackFilter on /callback and SecurityFilter with OidcClient on /hello, sessions of"
                        + " Jetty; discovery, client_secret_basic, UserInfo off (callUserInfoEndpoint).",
                "- spring-security: Spring Security " + version(spring, "spring-security-web")
                        + ". authenticated() and oauth2Login() with one registration by issuer-uri, sessions of Tomcat;"
                        + " UserInfo off (OidcUserService.setRetrieveUserInfo).",
                "- spring-jwt: the same Spring Security. authenticated() and oauth2ResourceServer().jwt() with a decoder"
                        + " by issuer location and the validators for RFC 9068 tokens: issuer, audience, client, type.",
                "- One provider for all: code flow with PKCE, confidential client, RS256 with 2048 bits.");
    }

    private String version(Subject subject, String artifact) {
        Pattern name = Pattern.compile(Pattern.quote(artifact) + "-([0-9].*)\\.jar");
        return launcher.classPath(subject).stream()
                .map(jar -> name.matcher(new File(jar).getName()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("?");
    }
}

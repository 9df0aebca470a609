/** An OpenID Provider that can also lie, a browser without a screen, a JUnit extension that brings both, and contracts of session stores. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-automatic") // jose4j has a name, but no descriptor
module dev.latchkey.testing {
    requires com.nimbusds.jose.jwt;
    requires transitive dev.latchkey.core;
    requires transitive java.net.http;
    requires jdk.httpserver;
    requires org.jose4j;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;

    exports dev.latchkey.testing;
    exports dev.latchkey.testing.store;
}

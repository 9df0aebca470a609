/** OpenID Connect login for Java web applications: the relying party, without any web framework. */
@org.jspecify.annotations.NullMarked
module dev.latchkey.core {
    requires com.nimbusds.jose.jwt;
    requires transitive java.net.http;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.latchkey;
    exports dev.latchkey.app;
    exports dev.latchkey.config;
    exports dev.latchkey.failure;
    exports dev.latchkey.http;
    exports dev.latchkey.store;
}

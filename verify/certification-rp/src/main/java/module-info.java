/** A relying party for certification suites. It sees Latchkey's public API, and nothing else of it. */
module dev.latchkey.certification {
    requires dev.latchkey.core;
    requires jdk.httpserver;
    requires static org.jspecify;
}

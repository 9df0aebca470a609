/** Latchkey for Jakarta Servlet containers. */
@org.jspecify.annotations.NullMarked
module dev.latchkey.servlet {
    requires transitive dev.latchkey.core;
    requires transitive jakarta.servlet;
    requires static transitive org.jspecify;

    exports dev.latchkey.servlet;
}

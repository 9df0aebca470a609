/** Latchkey for Javalin. */
@org.jspecify.annotations.NullMarked
module dev.latchkey.javalin {
    requires transitive dev.latchkey.servlet;
    requires transitive io.javalin;
    requires static transitive org.jspecify;

    exports dev.latchkey.javalin;
}

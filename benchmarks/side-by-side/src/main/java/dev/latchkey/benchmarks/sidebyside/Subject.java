package dev.latchkey.benchmarks.sidebyside;

import java.util.List;

/**
 * What is measured: a server, and what stands before its handler.
 *
 * @param server {@code javalin}, {@code jetty} or {@code spring}
 * @param name what stands before the handler
 * @param classPath the module with the class path, and the file below its {@code target}
 * @param main the class that starts it
 * @param signIn how a request shows who it comes from
 */
record Subject(String server, String name, String classPath, String main, SignIn signIn) {
    static final String UNPROTECTED = "unprotected";

    /** How a request shows who it comes from. */
    enum SignIn {
        SESSION,
        TOKEN,
        NONE
    }

    private static final String PACKAGE = "dev.latchkey.benchmarks.sidebyside.";
    private static final String LATCHKEY = "latchkey/classpath";
    private static final String SPRING = "spring/classpath";
    private static final String SECURED_SPRING = "spring/whole-classpath";

    /** A login that checks nothing; requests are not measured behind it. */
    static final Subject UNCHECKED =
            new Subject("javalin", "unchecked", "javalin/classpath", PACKAGE + "javalin.BareLogin", SignIn.SESSION);

    static final List<Subject> ALL = List.of(
            new Subject("javalin", UNPROTECTED, "javalin/classpath", PACKAGE + "javalin.BareJavalin", SignIn.NONE),
            new Subject("javalin", "latchkey-memory", LATCHKEY, PACKAGE + "latchkey.LatchkeyJavalin", SignIn.SESSION),
            new Subject("javalin", "latchkey-cookie", LATCHKEY, PACKAGE + "latchkey.LatchkeyJavalin", SignIn.SESSION),
            new Subject(
                    "javalin",
                    "latchkey-redis",
                    "latchkey/whole-classpath",
                    PACKAGE + "latchkey.LatchkeyJavalin",
                    SignIn.SESSION),
            new Subject("javalin", "latchkey-bearer", LATCHKEY, PACKAGE + "latchkey.LatchkeyJavalin", SignIn.TOKEN),
            new Subject("javalin", "pac4j", "pac4j/classpath", PACKAGE + "pac4j.Pac4jJavalin", SignIn.SESSION),
            new Subject("jetty", UNPROTECTED, "javalin/classpath", PACKAGE + "javalin.BareJetty", SignIn.NONE),
            new Subject("jetty", "latchkey-memory", LATCHKEY, PACKAGE + "latchkey.LatchkeyJetty", SignIn.SESSION),
            new Subject("jetty", "latchkey-cookie", LATCHKEY, PACKAGE + "latchkey.LatchkeyJetty", SignIn.SESSION),
            new Subject(
                    "jetty",
                    "latchkey-redis",
                    "latchkey/whole-classpath",
                    PACKAGE + "latchkey.LatchkeyJetty",
                    SignIn.SESSION),
            new Subject("jetty", "latchkey-bearer", LATCHKEY, PACKAGE + "latchkey.LatchkeyJetty", SignIn.TOKEN),
            new Subject("spring", UNPROTECTED, SPRING, PACKAGE + "spring.BareSpring", SignIn.NONE),
            new Subject("spring", "latchkey-memory", SPRING, PACKAGE + "spring.LatchkeySpring", SignIn.SESSION),
            new Subject("spring", "latchkey-cookie", SPRING, PACKAGE + "spring.LatchkeySpring", SignIn.SESSION),
            new Subject("spring", "latchkey-bearer", SPRING, PACKAGE + "spring.LatchkeySpring", SignIn.TOKEN),
            new Subject("spring", "spring-security", SECURED_SPRING, PACKAGE + "spring.SecuritySpring", SignIn.SESSION),
            new Subject("spring", "spring-jwt", SECURED_SPRING, PACKAGE + "spring.JwtSpring", SignIn.TOKEN));

    /** This one. */
    static Subject of(String server, String name) {
        return ALL.stream()
                .filter(subject ->
                        subject.server().equals(server) && subject.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    boolean isUnprotected() {
        return name.equals(UNPROTECTED);
    }

    @Override
    public String toString() {
        return server + " " + name;
    }
}

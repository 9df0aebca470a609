package dev.latchkey.redis;

/**
 * Who the application is to a server.
 *
 * @param user a user of the server's ACL; empty: the default user
 */
record Credentials(String user, String password) {
    @Override
    public String toString() {
        return "Credentials[...]";
    }
}

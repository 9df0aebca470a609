package dev.latchkey.testing;

/** Why tokens are issued. */
enum Occasion {
    LOGIN,
    REFRESH,
    CLIENT_CREDENTIALS
}

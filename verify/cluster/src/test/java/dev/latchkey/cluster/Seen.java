package dev.latchkey.cluster;

import dev.latchkey.testing.Page;

/**
 * What the page that needs a login says.
 *
 * @param subject who is signed in
 * @param token the mark of the access token
 * @param node which node says so
 */
record Seen(String subject, String token, String node) {
    /**
     * What this page says.
     *
     * @throws IllegalStateException if it is another
     */
    static Seen on(Page page) {
        String[] words = page.body().split(" ", -1);
        if (page.status() != 200 || words.length != 3) {
            throw new IllegalStateException("expected the page of somebody who is signed in, not " + page);
        }
        return new Seen(words[0], words[1], words[2]);
    }

    boolean hasToken() {
        return !token.equals(TokenMark.NONE);
    }
}

/** Logins in a real Chromium. */
@NullMarked
package dev.latchkey.verify.browser;

import org.jspecify.annotations.NullMarked;

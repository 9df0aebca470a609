/** Whole requests: logins, callbacks, sign-outs, and who may enter. */
@NullMarked
package dev.latchkey.flow;

import org.jspecify.annotations.NullMarked;

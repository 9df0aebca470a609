/** The front channel: pending logins and return targets. */
@NullMarked
package dev.latchkey.authorization;

import org.jspecify.annotations.NullMarked;

/** What an adapter translates to and from, and the one door for outgoing calls. */
@NullMarked
package dev.latchkey.http;

import org.jspecify.annotations.NullMarked;

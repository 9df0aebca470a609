/** What a request and a login may cost, in what can be counted: bytes, look-ups, calls and cryptographic operations. */
@NullMarked
package dev.latchkey.performance;

import org.jspecify.annotations.NullMarked;

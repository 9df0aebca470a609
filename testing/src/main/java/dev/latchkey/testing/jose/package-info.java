/** Signing keys and signed tokens, with nothing that would stop a provider from lying. */
@NullMarked
package dev.latchkey.testing.jose;

import org.jspecify.annotations.NullMarked;

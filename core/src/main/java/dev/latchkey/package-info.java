/** The relying party: {@link dev.latchkey.RelyingParty} is the one door. */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;

/** The rules of the house, and the public API as text. */
@NullMarked
package dev.latchkey.verify.architecture;

import org.jspecify.annotations.NullMarked;

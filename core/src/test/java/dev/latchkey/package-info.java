/** The settings of a relying party. */
@NullMarked
package dev.latchkey;

import org.jspecify.annotations.NullMarked;

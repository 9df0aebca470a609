/** HTTP messages as the provider reads and writes them. */
@NullMarked
package dev.latchkey.testing.wire;

import org.jspecify.annotations.NullMarked;

/** The store in memory. */
@NullMarked
package dev.latchkey.store;

import org.jspecify.annotations.NullMarked;

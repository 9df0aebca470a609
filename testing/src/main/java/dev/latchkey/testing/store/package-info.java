/** Contracts that every session store keeps; a test of a store extends one of them. */
@NullMarked
package dev.latchkey.testing.store;

import org.jspecify.annotations.NullMarked;

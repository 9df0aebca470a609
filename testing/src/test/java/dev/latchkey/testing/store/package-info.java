/** The contracts of session stores, kept by the store in memory. */
@NullMarked
package dev.latchkey.testing.store;

import org.jspecify.annotations.NullMarked;

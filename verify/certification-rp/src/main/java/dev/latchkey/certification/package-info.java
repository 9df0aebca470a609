/** The certification application. */
@NullMarked
package dev.latchkey.certification;

import org.jspecify.annotations.NullMarked;

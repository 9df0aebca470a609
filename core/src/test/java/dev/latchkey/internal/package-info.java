/** JSON and text. */
@NullMarked
package dev.latchkey.internal;

import org.jspecify.annotations.NullMarked;

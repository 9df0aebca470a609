/** What nodes share. */
@NullMarked
package dev.latchkey.shared;

import org.jspecify.annotations.NullMarked;

/** What several checks of this module share. */
@NullMarked
package dev.latchkey.verify;

import org.jspecify.annotations.NullMarked;

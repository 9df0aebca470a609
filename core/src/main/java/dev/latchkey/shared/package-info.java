/** Not API. What nodes share: the application's stores as the rest of Latchkey sees them, and what is agreed on through them. */
@NullMarked
package dev.latchkey.shared;

import org.jspecify.annotations.NullMarked;

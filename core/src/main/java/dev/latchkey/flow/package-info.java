/** Not API. The story: one file for each kind of request that can arrive. */
@NullMarked
package dev.latchkey.flow;

import org.jspecify.annotations.NullMarked;

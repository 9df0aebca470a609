/** What must hold in whatever order things happen: orders are enumerated here, not waited for. */
@NullMarked
package dev.latchkey.interleaving;

import org.jspecify.annotations.NullMarked;

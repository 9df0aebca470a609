/** The same handler unprotected, behind Latchkey and behind its peers, side by side. */
@NullMarked
package dev.latchkey.benchmarks.sidebyside;

import org.jspecify.annotations.NullMarked;

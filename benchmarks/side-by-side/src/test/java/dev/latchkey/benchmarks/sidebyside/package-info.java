/** Tests of how the measurements are judged. */
@NullMarked
package dev.latchkey.benchmarks.sidebyside;

import org.jspecify.annotations.NullMarked;

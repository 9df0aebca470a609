/** What every measured server says of itself. */
@NullMarked
package dev.latchkey.benchmarks.sidebyside.control;

import org.jspecify.annotations.NullMarked;

/** What sessions cost, from a thousand to a million. */
@NullMarked
package dev.latchkey.benchmarks.scale;

import org.jspecify.annotations.NullMarked;

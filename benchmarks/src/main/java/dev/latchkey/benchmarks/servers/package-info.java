/** Servers that benchmarks need. */
@NullMarked
package dev.latchkey.benchmarks.servers;

import org.jspecify.annotations.NullMarked;

/** Javalin behind pac4j. */
@NullMarked
package dev.latchkey.benchmarks.sidebyside.pac4j;

import org.jspecify.annotations.NullMarked;

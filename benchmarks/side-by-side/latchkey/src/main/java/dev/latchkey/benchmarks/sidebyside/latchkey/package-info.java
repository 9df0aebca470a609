/** Javalin and Jetty behind Latchkey. */
@NullMarked
package dev.latchkey.benchmarks.sidebyside.latchkey;

import org.jspecify.annotations.NullMarked;

/** Javalin and Jetty with nothing in front. */
@NullMarked
package dev.latchkey.benchmarks.sidebyside.javalin;

import org.jspecify.annotations.NullMarked;

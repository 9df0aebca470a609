/** How costs grow with what there is more of: sessions, users at a time, providers, roles. */
@NullMarked
package dev.latchkey.benchmarks.curves;

import org.jspecify.annotations.NullMarked;

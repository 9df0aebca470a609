/** What each piece of a request and of a login costs, beside what nobody can do without. */
@NullMarked
package dev.latchkey.benchmarks.pieces;

import org.jspecify.annotations.NullMarked;

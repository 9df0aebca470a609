package dev.latchkey.benchmarks.curves;

/**
 * A point of a curve.
 *
 * @param x how many there are
 * @param y what one operation costs, or one of them takes
 */
record Point(int x, double y) {}

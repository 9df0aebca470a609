package dev.latchkey.benchmarks.curves;

import java.util.List;

/**
 * A curve.
 *
 * @param name what it shows
 * @param points from left to right
 */
record Curve(String name, List<Point> points) {
    Curve {
        points = List.copyOf(points);
    }

    double highest() {
        return points.stream().mapToDouble(Point::y).max().orElse(0);
    }
}

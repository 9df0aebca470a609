package dev.latchkey.benchmarks.curves;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Curves over the same numbers.
 *
 * @param title what grows
 * @param x what the numbers are of
 * @param y what the curves cost, with its unit
 * @param curves the curves, with the same numbers each
 * @param otherY what the other curve takes, with its unit; null: there is none
 * @param other a curve with an axis of its own; null: there is none
 */
record Panel(
        String title,
        String x,
        String y,
        List<Curve> curves,
        @Nullable String otherY,
        @Nullable Curve other) {
    Panel {
        curves = List.copyOf(curves);
    }

    /** Without another curve. */
    Panel(String title, String x, String y, List<Curve> curves) {
        this(title, x, y, curves, null, null);
    }

    /** The numbers. */
    List<Integer> numbers() {
        return curves.get(0).points().stream().map(Point::x).toList();
    }

    /** As a table in Markdown. */
    String table() {
        StringBuilder table = new StringBuilder("| " + x + " | ");
        table.append(
                curves.stream().map(curve -> curve.name() + ": " + y + " | ").collect(Collectors.joining()));
        table.append(other == null ? "" : other.name() + ": " + otherY + " |");
        table.append("\n|---:|").append("---:|".repeat(curves.size() + (other == null ? 0 : 1)));
        for (int i = 0; i < numbers().size(); i++) {
            table.append(String.format(Locale.ROOT, "%n| %,d | ", numbers().get(i)));
            for (Curve curve : curves) {
                table.append(String.format(
                        Locale.ROOT, "%.2f | ", curve.points().get(i).y()));
            }
            table.append(
                    other == null
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "%,.0f |",
                                    other.points().get(i).y()));
        }
        return table.toString();
    }
}

package dev.latchkey.benchmarks.curves;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Panels as one SVG picture, two in a row, each with a logarithmic axis of numbers. */
final class Drawing {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 310;
    private static final int COLUMNS = 2;
    private static final int LEFT = 64;
    private static final int RIGHT = 404;
    private static final int TOP = 62;
    private static final int BOTTOM = 258;
    private static final List<String> COLOURS = List.of("#1f6feb", "#c2410c");
    private static final String OTHER_COLOUR = "#15803d";
    private static final String STYLE = """
            text { font-family: system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; font-size: 12px; fill: #333 }
            .title { font-size: 15px; font-weight: 600; fill: #111 }
            .grid { stroke: #e3e3e3 }
            .axis { stroke: #888 }
            .curve { fill: none; stroke-width: 2; stroke-linejoin: round }
            """;

    private final List<Panel> panels;
    private final StringBuilder svg = new StringBuilder();

    Drawing(List<Panel> panels) {
        this.panels = List.copyOf(panels);
    }

    String svg() {
        int width = COLUMNS * WIDTH;
        int height = (panels.size() + COLUMNS - 1) / COLUMNS * HEIGHT;
        svg.setLength(0);
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\">"
                .formatted(width, height, width, height));
        add("<style>%s</style>".formatted(STYLE));
        add("<rect width=\"%s\" height=\"%s\" fill=\"#fff\"/>".formatted(width, height));
        for (int i = 0; i < panels.size(); i++) {
            add("<g transform=\"translate(%s %s)\">".formatted(i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT));
            draw(panels.get(i));
            add("</g>");
        }
        add("</svg>");
        return svg.toString();
    }

    private void draw(Panel panel) {
        Axis y = Axis.upTo(
                panel.curves().stream().mapToDouble(Curve::highest).max().orElse(1));
        text(LEFT, 24, "start", "class=\"title\"", panel.title());
        numbers(panel);
        for (double mark : y.marks()) {
            double at = at(mark, y);
            add("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>".formatted(LEFT, RIGHT, at, at));
            text(LEFT - 8, at + 4, "end", "", y.label(mark));
        }
        add("<line class=\"axis\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>".formatted(LEFT, RIGHT, BOTTOM, BOTTOM));
        text((LEFT + RIGHT) / 2.0, BOTTOM + 40, "middle", "", panel.x());
        upright(18, panel.y());
        double legend = LEFT;
        for (int i = 0; i < panel.curves().size(); i++) {
            curve(panel, panel.curves().get(i), y, COLOURS.get(i), "");
            legend = legend(legend, panel.curves().get(i).name(), COLOURS.get(i), "");
        }
        other(panel, legend);
    }

    private void other(Panel panel, double legend) {
        Curve other = panel.other();
        if (other == null) {
            return;
        }
        Axis y = Axis.upTo(other.highest());
        for (double mark : y.marks()) {
            text(RIGHT + 8, at(mark, y) + 4, "start", "", y.label(mark));
        }
        upright(WIDTH - 24, Objects.requireNonNull(panel.otherY()));
        curve(panel, other, y, OTHER_COLOUR, " stroke-dasharray=\"6 4\"");
        legend(legend, other.name() + " (right)", OTHER_COLOUR, " stroke-dasharray=\"6 4\"");
    }

    private void numbers(Panel panel) {
        for (int number : panel.numbers()) {
            double at = at(panel, number);
            add("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>".formatted(at, at, TOP, BOTTOM));
            text(at, BOTTOM + 20, "middle", "", String.format(Locale.ROOT, "%,d", number));
        }
    }

    private void curve(Panel panel, Curve curve, Axis y, String colour, String dashes) {
        StringBuilder line = new StringBuilder();
        for (Point point : curve.points()) {
            line.append(at(panel, point.x()) + "," + at(point.y(), y) + " ");
            add("<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>"
                    .formatted(at(panel, point.x()), at(point.y(), y), colour));
        }
        add("<polyline class=\"curve\" stroke=\"%s\"%s points=\"%s\"/>"
                .formatted(colour, dashes, line.toString().strip()));
    }

    /** Where the next one begins. */
    private double legend(double x, String name, String colour, String dashes) {
        add("<line x1=\"%s\" x2=\"%s\" y1=\"42\" y2=\"42\" stroke=\"%s\" stroke-width=\"2\"%s/>"
                .formatted(x, rounded(x + 22), colour, dashes));
        text(x + 28, 46, "start", "", name);
        return rounded(x + 28 + name.length() * 6.6 + 20);
    }

    private void upright(int x, String label) {
        double y = (TOP + BOTTOM) / 2.0;
        add("<text x=\"%s\" y=\"%s\" text-anchor=\"middle\" transform=\"rotate(-90 %s %s)\">%s</text>"
                .formatted(x, y, x, y, label));
    }

    private void text(double x, double y, String anchor, String attributes, String text) {
        add("<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>"
                .formatted(rounded(x), rounded(y), anchor, attributes, text));
    }

    private static double at(Panel panel, int number) {
        List<Integer> numbers = panel.numbers();
        double first = Math.log(numbers.get(0));
        double last = Math.log(numbers.get(numbers.size() - 1));
        double part = last == first ? 0.5 : (Math.log(number) - first) / (last - first);
        return rounded(LEFT + 14 + part * (RIGHT - LEFT - 28));
    }

    private static double at(double value, Axis y) {
        return rounded(BOTTOM - value / y.end() * (BOTTOM - TOP));
    }

    /** To a tenth of a pixel, and written alike in every language. */
    private static double rounded(double pixels) {
        return Math.round(pixels * 10) / 10.0;
    }

    private void add(String element) {
        svg.append(element).append('\n');
    }
}

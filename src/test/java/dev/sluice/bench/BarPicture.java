package dev.sluice.bench;

import java.util.List;
import java.util.Locale;

/**
 * A bar chart as SVG whose text can be read on a light and on a dark page.
 *
 * @param title what the bars are of
 * @param bars one bar each, drawn from top to bottom
 */
record BarPicture(String title, List<Bar> bars) {

  private static final int WIDTH = 720;
  private static final int LABELS = 190;
  private static final int VALUES = 60;
  private static final int ROW = 26;
  private static final int TOP = 44;

  /** How a bar stands out. */
  enum Kind {
    UNIT,
    OURS,
    OTHER
  }

  /**
   * A bar.
   *
   * @param label the text in front of it
   * @param value its length, in the unit all bars share
   * @param kind its colour
   */
  record Bar(String label, double value, Kind kind) {}

  /** The picture as a file holds it. */
  String svg() {
    int height = TOP + ROW * bars.size() + 8;
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" \
            height="%2$d" role="img" aria-label="%3$s">
              <style>
                text { font: 13px system-ui, sans-serif; fill: #24292f; }
                .title { font-weight: 600; }
                .value { font-variant-numeric: tabular-nums; }
                .unit { fill: #8c959f; }
                .ours { fill: #0969da; }
                .other { fill: #afb8c1; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #d1d7e0; }
                  .ours { fill: #4493f8; }
                  .other { fill: #59636e; }
                }
              </style>
              <text class="title" x="0" y="20">%3$s</text>
            """
                .formatted(WIDTH, height, escaped(title)));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      int y = TOP + ROW * i;
      double length = Math.max(1, bar.value() / most * (WIDTH - LABELS - VALUES));
      svg.append(
          String.format(
              Locale.ROOT,
              """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect class="%s" x="%d" y="%d" width="%.1f" height="%d" rx="2"/>
                <text class="value" x="%.1f" y="%d">%.2f</text>
              """,
              LABELS - 10,
              y + 14,
              escaped(bar.label()),
              bar.kind().name().toLowerCase(Locale.ROOT),
              LABELS,
              y,
              length,
              ROW - 7,
              LABELS + length + 8,
              y + 14,
              bar.value()));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}

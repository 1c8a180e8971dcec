package dev.sluice.cli.fix;

import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.fix.Fix;
import dev.sluice.fix.Fix.Safety;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Corrections for people: grouped by file, a line for each; files without any are not listed. */
public final class FixText implements FixFormat {

  private final Terminal terminal;
  private final Paint paint;
  private final boolean quiet;

  /**
   * Text on a terminal.
   *
   * @param quiet whether corrections that are made are omitted
   */
  public FixText(Terminal terminal, boolean quiet) {
    this.terminal = terminal;
    this.paint = terminal.paint();
    this.quiet = quiet;
  }

  @Override
  public void write(FixedInput fixed, List<String> changes) throws IOException {
    StringBuilder page = new StringBuilder();
    Map<FindingCode, Map<String, Place>> places = fixed.places();
    boolean isMade = fixed.error().isEmpty();
    List<Line> lines = new ArrayList<>();
    for (Fix fix : quiet ? List.<Fix>of() : fixed.made()) {
      lines.add(line(fix, isMade ? "" : " [not made]", places));
    }
    for (Fix fix : fixed.left()) {
      String why = fix.safety() == Safety.UNSAFE ? " [--unsafe]" : " [would lose content]";
      lines.add(line(fix, why, places));
    }
    append(page, lines);
    fixed.error().ifPresent(error -> page.append(line(fixed, error)));
    for (String change : changes) {
      page.append(painted(change)).append('\n');
    }
    if (page.length() > 0) {
      terminal.print(paint.bold(Quote.safe(fixed.input().name())) + "\n" + page);
    }
  }

  /** A line of the report; those without a place come last. */
  private record Line(Optional<Place> place, String code, String text) {

    String at() {
      return place.map(at -> at.line() + ":" + at.column()).orElse("");
    }

    long offset() {
      return place.map(Place::offset).orElse(Long.MAX_VALUE);
    }
  }

  private Line line(Fix fix, String note, Map<FindingCode, Map<String, Place>> places) {
    Place place = places.getOrDefault(fix.code(), Map.of()).get(fix.pointer());
    String code = fix.code() + note;
    return new Line(
        Optional.ofNullable(place),
        note.isEmpty() ? paint.green(code) : paint.dim(code),
        Quote.safe(fix.message()));
  }

  private void append(StringBuilder page, List<Line> lines) {
    int widest = lines.stream().mapToInt(line -> line.at().length()).max().orElse(0);
    lines.sort(Comparator.comparingLong(Line::offset));
    for (Line line : lines) {
      String at = " ".repeat(widest - line.at().length()) + line.at();
      String text = "  " + at + (widest == 0 ? "" : "  ") + line.code() + "  " + line.text();
      page.append(LineWrap.of(text, terminal.columns())).append('\n');
    }
  }

  private String line(FixedInput fixed, Finding error) {
    String what =
        switch (fixed.outcome()) {
          case REFUSED -> "left as it is, because the result would have the error ";
          case REJECTED -> "rejected: ";
          default -> "";
        };
    String line =
        place(error.place())
            + "  "
            + paint.as(Severity.ERROR, error.code().name())
            + "  "
            + what
            + error.message();
    return LineWrap.of(line, terminal.columns()) + "\n";
  }

  private static String place(Optional<Place> place) {
    return "  " + place.map(at -> at.line() + ":" + at.column()).orElse("");
  }

  private String painted(String change) {
    String safe = Quote.safe(change);
    if (change.startsWith("+")) {
      return paint.green(safe);
    }
    return change.startsWith("-") ? paint.as(Severity.ERROR, safe) : safe;
  }

  @Override
  public void end(FixTally tally) {
    if (!quiet) {
      tally.summary().forEach(terminal::complain);
    }
  }
}

package dev.sluice.cli.answer;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.Finding;
import dev.sluice.text.Quote;
import java.util.Locale;

/** A finding in the form compilers use: {@code file:line:column: severity CODE message}. */
public final class FindingText {

  private final Paint paint;

  public FindingText(Paint paint) {
    this.paint = paint;
  }

  /**
   * The finding in one line, followed by a line with the suggestion, if any; ends with a line feed.
   */
  public String of(String file, Finding finding) {
    return heading(file, finding) + suggestion(finding);
  }

  /** The first line. */
  public String heading(String file, Finding finding) {
    String place = finding.place().map(at -> ":" + at).orElse("");
    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
    String pointer = finding.pointer().isEmpty() ? "" : " (" + Quote.brief(finding.pointer()) + ")";
    return paint.bold(Quote.safe(file) + place + ":")
        + " "
        + paint.as(finding.severity(), severity)
        + " "
        + finding.code()
        + " "
        + finding.message()
        + paint.dim(pointer)
        + "\n";
  }

  /** The line with the suggestion; empty if there is none. */
  public String suggestion(Finding finding) {
    return finding
        .suggestion()
        .map(text -> "  " + paint.green("= " + Quote.safe(text)) + "\n")
        .orElse("");
  }
}

package dev.sluice.cli;

import dev.sluice.error.Quote;
import dev.sluice.model.Finding;
import java.util.Locale;

/** A finding in the form compilers use: {@code file:line:column: severity CODE message}. */
final class FindingText {

  private final Paint paint;

  FindingText(Paint paint) {
    this.paint = paint;
  }

  /** One line, and a second one where there is a suggestion; both end with a line feed. */
  String of(String file, Finding finding) {
    return heading(file, finding) + suggestion(finding);
  }

  /** The first line. */
  String heading(String file, Finding finding) {
    String place = finding.place().map(at -> ":" + at).orElse("");
    String severity = finding.severity().name().toLowerCase(Locale.ROOT);
    String pointer = finding.pointer().isEmpty() ? "" : " (" + Quote.safe(finding.pointer()) + ")";
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

  /** The line with the suggestion, or nothing. */
  String suggestion(Finding finding) {
    return finding
        .suggestion()
        .map(text -> "  " + paint.green("= " + Quote.safe(text)) + "\n")
        .orElse("");
  }
}

package dev.sluice.cli.answer;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Quote;
import java.util.Locale;
import java.util.Optional;

/** A finding in the form compilers use: {@code file:line:column: severity CODE message}. */
public final class FindingText {

  private static final String RAISE =
      "Raise the limit with --limits if you trust the source of the document";

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
    return advice(finding)
        .map(text -> "  " + paint.green("= " + Quote.safe(text)) + "\n")
        .orElse("");
  }

  /** The suggestion, or the option that raises the limit that the document exceeds. */
  public static Optional<String> advice(Finding finding) {
    return finding
        .suggestion()
        .or(() -> isOverLimit(finding) ? Optional.of(RAISE) : Optional.empty());
  }

  /** Whether an option raises the limit; those of walks and of numbers are fixed. */
  private static boolean isOverLimit(Finding finding) {
    return finding.code() == FindingCode.TIMED_OUT
        || (finding.code() == FindingCode.LIMIT_EXCEEDED
            && finding.message().contains(", over the limit "));
  }
}

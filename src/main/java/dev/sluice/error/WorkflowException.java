package dev.sluice.error;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.model.ValidationReport;
import dev.sluice.text.Quote;
import org.jspecify.annotations.Nullable;

/**
 * The root of all failures of loads and writes; the subclass shows who can fix the problem.
 *
 * <p>Messages are safe to print. {@link #finding()} is the reason with its code and place; {@link
 * #report()} has all findings up to and including it.
 */
public abstract sealed class WorkflowException extends RuntimeException
    permits CorruptCompressionException,
        InvalidWorkflowException,
        LimitExceededException,
        LoadTimeoutException,
        LoaderBusyException,
        LoaderFailedException,
        MalformedJsonException,
        NodeCreationException,
        UnreadableSourceException,
        UnwritableTargetException {

  private static final long serialVersionUID = 1L;

  private final String source;
  private final FindingCode code;
  private final transient @Nullable Finding finding; // null after deserialisation
  private final transient @Nullable ValidationReport report; // null after deserialisation

  WorkflowException(
      String source, Finding finding, ValidationReport report, @Nullable Throwable cause) {
    super(message(source, finding), cause);
    this.source = source;
    this.code = finding.code();
    this.finding = finding;
    this.report = report;
  }

  /** The name of the source or target; empty inside a stage. */
  public final String source() {
    return source;
  }

  /** The reason. */
  public final Finding finding() {
    Finding found = finding;
    return found != null ? found : Finding.of(code, String.valueOf(getMessage()));
  }

  /** The code of the reason. */
  public final FindingCode code() {
    return code;
  }

  /** All findings, including the reason. */
  public final ValidationReport report() {
    ValidationReport all = report;
    return all != null ? all : ValidationReport.rejecting(rejection());
  }

  /**
   * The reason and its kind, which has the HTTP status for a response. The kind of a truncated
   * document depends on whether it was compressed.
   */
  public final Rejection rejection() {
    Finding reason = finding();
    return this instanceof CorruptCompressionException
        ? new Rejection(Rejection.Kind.CORRUPT, reason)
        : Rejection.of(reason);
  }

  /** A copy with the name of the source and the report. */
  public abstract WorkflowException from(String source, ValidationReport report);

  static ValidationReport only(Finding finding) {
    return ValidationReport.rejecting(Rejection.of(finding));
  }

  /** Whether a failure has its reason in the content of the source or target. */
  private static boolean isAboutContent(Finding finding) {
    return switch (finding.code()) {
      case UNREADABLE, UNWRITABLE, CHANGED_WHILE_READING, BUSY, TIMED_OUT, INTERNAL -> false;
      default -> true;
    };
  }

  private static String message(String source, Finding finding) {
    StringBuilder text = new StringBuilder(finding.message());
    if (!source.isEmpty() && !finding.message().contains('"' + source + '"')) {
      text.append(isAboutContent(finding) ? " in " + source : " (" + source + ")");
    }
    finding.place().ifPresent(place -> text.append(" at ").append(place));
    if (!finding.pointer().isEmpty()) {
      text.append(" (").append(finding.pointer()).append(')');
    }
    return Quote.safe(text.append(" [").append(finding.code()).append(']').toString());
  }
}

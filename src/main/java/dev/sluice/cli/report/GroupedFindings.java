package dev.sluice.cli.report;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.terminal.LineWrap;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.Finding;
import dev.sluice.text.Quote;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The findings of a file in columns: place, severity, code and message.
 *
 * <pre>
 * flows/invoice.json
 *   12:17  error    UNKNOWN_NODE_TYPE  node b: No node type is called "ClikElementNode".
 *                                      Did you mean "ClickElementNode"?  [~]
 * </pre>
 *
 * <p>A message begins on a new line if the terminal is narrow, or if a word of it would not fit
 * beside the other columns.
 */
final class GroupedFindings {

  /** The least number of columns for a message beside the other columns. */
  private static final int NARROWEST = 36;

  private static final int SEVERITY = "warning".length();

  /** A space at which lines are not broken. */
  private static final char TOGETHER = '\u00A0';

  private static final String INDENT = "  ";
  private static final String GAP = "  ";

  private final Paint paint;
  private final int columns;

  GroupedFindings(Paint paint, int columns) {
    this.paint = paint;
    this.columns = columns;
  }

  /** The lines of a file, each with a line feed, about some of its findings. */
  String of(Answer answer, List<Finding> findings) {
    String file = answer.input().name();
    int places = findings.stream().mapToInt(finding -> place(finding).length()).max().orElse(0);
    int codes = findings.stream().mapToInt(it -> it.code().name().length()).max().orElse(0);
    int before = INDENT.length() + places + SEVERITY + codes + 3 * GAP.length();
    boolean stacked = columns - before < NARROWEST;
    StringBuilder lines = new StringBuilder(paint.bold(Quote.safe(file))).append('\n');
    for (Finding finding : findings) {
      String place = place(finding);
      lines.append(INDENT);
      lines.append(paint.dim(stacked ? place : " ".repeat(places - place.length()) + place));
      lines.append(place.isEmpty() && stacked ? "" : GAP);
      String severity = finding.severity().name().toLowerCase(Locale.ROOT);
      lines.append(paint.as(finding.severity(), severity));
      String code = finding.code().name();
      if (stacked) {
        lines.append(GAP).append(code);
        appendBelow(lines, answer, finding);
        continue;
      }
      lines.append(" ".repeat(SEVERITY - severity.length())).append(GAP).append(code);
      if (LineWrap.longestWord(message(finding)) > columns - before) {
        appendBelow(lines, answer, finding);
      } else {
        lines.append(" ".repeat(codes - code.length())).append(GAP);
        append(lines, answer, finding, before);
      }
    }
    return lines.toString();
  }

  private void appendBelow(StringBuilder lines, Answer answer, Finding finding) {
    lines.append('\n').append(INDENT).append(INDENT);
    append(lines, answer, finding, 2 * INDENT.length());
  }

  private static String place(Finding finding) {
    return finding.place().map(Object::toString).orElse("");
  }

  private void append(StringBuilder lines, Answer answer, Finding finding, int indent) {
    int width = columns == Integer.MAX_VALUE ? columns : Math.max(1, columns - indent);
    String mark = Fixability.of(answer, finding).mark();
    String text = message(finding) + (mark.isEmpty() ? "" : TOGETHER + mark);
    String margin = "\n" + " ".repeat(indent);
    String wrapped = String.join(margin, LineWrap.lines(text, width));
    lines.append(wrapped.replace(TOGETHER, ' ')).append('\n');
  }

  /** The message and the suggestion in one text. */
  static String message(Finding finding) {
    String message = FindingSubject.before(finding);
    return FindingText.advice(finding)
        .map(text -> message + ". " + Quote.safe(text))
        .orElse(message);
  }

  /** What a finding is about, in front of its message where the message does not name it. */
  static final class FindingSubject {

    private static final Pattern NODE = Pattern.compile("/nodes/([^/]+)(?:/.*)?");
    private static final Pattern INDEX = Pattern.compile("[0-9]+");

    private FindingSubject() {}

    /** The message, preceded by its node unless the message names the node. */
    static String before(Finding finding) {
      String message = finding.message();
      Matcher node = NODE.matcher(finding.pointer());
      if (!node.find()) {
        return message;
      }
      String id = node.group(1).replace("~1", "/").replace("~0", "~");
      if (INDEX.matcher(id).matches() || message.contains(Quote.of(id))) {
        return message;
      }
      return "node " + Quote.brief(id) + ": " + message;
    }
  }
}

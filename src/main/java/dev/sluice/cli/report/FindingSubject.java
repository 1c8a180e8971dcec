package dev.sluice.cli.report;

import dev.sluice.model.Finding;
import dev.sluice.text.Quote;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a finding is about, in front of its message where the message does not name it. */
final class FindingSubject {

  private static final Pattern NODE = Pattern.compile("/nodes/([^/]+)(?:/.*)?");
  private static final Pattern INDEX = Pattern.compile("[0-9]+");

  private FindingSubject() {}

  /** The message, after the node that it is about unless it names it. */
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

package dev.sluice.output;

import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page docs/errors.md, which the build packages beside this class; immutable. */
public final class ErrorsPage {

  private static final String RESOURCE = "errors.md";
  private static final String HEADING = "## ";

  /** The first sentence of the first paragraph after the heading and the line on severity. */
  private static final Pattern SUMMARY =
      Pattern.compile("\\A[^\\n]*\\n\\n.*?\\n\\n(.+?)(?:[.:]\\s|\\z)", Pattern.DOTALL);

  private final String text;

  private ErrorsPage(String text) {
    this.text = text;
  }

  /** Reads the page; blocking. */
  public static ErrorsPage read() throws IOException {
    try (InputStream in = ErrorsPage.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("built without docs/" + RESOURCE);
      }
      return new ErrorsPage(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The section of a code in Markdown, including its heading. */
  public String section(FindingCode code) {
    int start = text.indexOf("\n" + HEADING + code.name() + "\n") + 1;
    if (start == 0) {
      throw new IllegalStateException("docs/" + RESOURCE + " has no section " + code);
    }
    int next = text.indexOf("\n" + HEADING, start);
    return text.substring(start, next < 0 ? text.length() : next);
  }

  /** The meaning of a code in one sentence without its full stop. */
  public String summary(FindingCode code) {
    Matcher first = SUMMARY.matcher(section(code));
    if (!first.find()) {
      throw new IllegalStateException("the section " + code + " has no paragraph");
    }
    return String.join(" ", List.of(first.group(1).split("\\s+"))).replace("`", "");
  }
}

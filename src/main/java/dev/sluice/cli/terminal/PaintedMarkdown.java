package dev.sluice.cli.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders Markdown on a terminal with colours instead of markup. */
public final class PaintedMarkdown {

  private static final String FENCE = "```";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern STRONG = Pattern.compile("\\*\\*([^*]+)\\*\\*");
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]+\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$");
  private static final Pattern LABEL = Pattern.compile("^(Bad|Good|Fix)\\b[^:]*:");

  private final Paint paint;

  public PaintedMarkdown(Paint paint) {
    this.paint = paint;
  }

  /** The text for a terminal; without colours, the Markdown itself. */
  public String of(String markdown) {
    if (!paint.isOn()) {
      return markdown;
    }
    StringBuilder shown = new StringBuilder();
    boolean fenced = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith(FENCE)) {
        fenced = !fenced;
      } else {
        shown.append(fenced ? paint.dim("    " + line) : prose(line)).append('\n');
      }
    }
    return shown.toString();
  }

  private String prose(String line) {
    String text = LINK.matcher(line).replaceAll("$1");
    text = STRONG.matcher(text).replaceAll(match -> quoted(paint.bold(match.group(1))));
    text = CODE.matcher(text).replaceAll(match -> quoted(paint.green(match.group(1))));
    text = HEADING.matcher(text).replaceAll(match -> quoted(paint.bold(match.group(1))));
    return LABEL.matcher(text).replaceAll(match -> quoted(paint.bold(match.group())));
  }

  /** A replacement with this text, even if it contains a dollar sign or a backslash. */
  private static String quoted(String text) {
    return Matcher.quoteReplacement(text);
  }
}

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

  private static final Pattern ITEM = Pattern.compile("^ *(?:[-*]|[0-9]+\\.) ");

  private final Paint paint;
  private final int columns;
  private final StringBuilder shown = new StringBuilder();
  private final StringBuilder paragraph = new StringBuilder();

  /**
   * A page for a terminal.
   *
   * @param columns the width to which paragraphs are wrapped; if unlimited, lines stay as they are
   */
  public PaintedMarkdown(Paint paint, int columns) {
    this.paint = paint;
    this.columns = columns;
  }

  /** The text for a terminal; without colours, Markdown; without colours and width, unchanged. */
  public String of(String markdown) {
    if (!paint.isOn() && columns == Integer.MAX_VALUE) {
      return markdown;
    }
    shown.setLength(0);
    boolean fenced = false;
    for (String line : markdown.lines().toList()) {
      boolean fence = line.startsWith(FENCE);
      if (fence || fenced || stands(line)) {
        endParagraph();
        if (!fence) {
          shown.append(fenced ? code(line) : prose(line)).append('\n');
        } else if (!paint.isOn()) {
          shown.append(line).append('\n');
        }
        fenced ^= fence;
      } else {
        if (columns == Integer.MAX_VALUE || ITEM.matcher(line).find()) {
          endParagraph();
        }
        paragraph.append(paragraph.isEmpty() ? line : " " + line.strip());
      }
    }
    endParagraph();
    return shown.toString();
  }

  /** Whether a line is not part of a paragraph. */
  private static boolean stands(String line) {
    return line.isBlank() || line.startsWith("|") || HEADING.matcher(line).matches();
  }

  private String code(String line) {
    return paint.isOn() ? paint.dim("    " + line) : line;
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      Matcher item = ITEM.matcher(paragraph);
      String indent = item.find() ? " ".repeat(item.end()) : "";
      String text = prose(paragraph.toString());
      int width = Math.max(1, columns - indent.length());
      shown.append(String.join("\n" + indent, LineWrap.lines(text, width))).append('\n');
      paragraph.setLength(0);
    }
  }

  private String prose(String line) {
    if (!paint.isOn()) {
      return line;
    }
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

package dev.sluice.cli.terminal;

import dev.sluice.text.Quote;

/** Embeds text from documents in Markdown, as GitHub and GitLab render it. */
public final class MarkdownText {

  private MarkdownText() {}

  /** Code that may contain backticks. */
  public static String code(String text) {
    String safe = Quote.safe(text);
    String ticks = "`".repeat(longestRun(safe) + 1);
    String space = ticks.length() > 1 ? " " : "";
    return ticks + space + safe + space + ticks;
  }

  /** Text escaped so that nothing in it is Markdown or HTML markup. */
  public static String escaped(String text) {
    return Quote.safe(text).replaceAll("([\\\\`*_{}\\[\\]<>#|~@&])", "\\\\$1");
  }

  /** Code in the cell of a table, where a vertical bar must be escaped. */
  public static String codeInCell(String text) {
    return code(text).replace("|", "\\|");
  }

  /** The length of the longest run of backticks. */
  public static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }
}

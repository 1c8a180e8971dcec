package dev.sluice.cli.terminal;

import java.util.regex.Pattern;

/**
 * Escapes text that a build server would read as a command in a log: {@code ::error} at the
 * beginning of a line for GitHub, and {@code ##[…}, {@code ##vso[…} and {@code ##teamcity[…}
 * anywhere for GitHub, Azure and TeamCity. File names and documents can contain such text.
 */
final class LogCommands {

  private static final Pattern AT_LINE_START = Pattern.compile("(?m)^(\\s*):(?=:)");
  private static final Pattern ANYWHERE = Pattern.compile("#(?=#[A-Za-z]*\\[)");

  private LogCommands() {}

  /** The text with the beginnings of commands escaped. */
  static String escaped(String text) {
    String escaped = text;
    if (text.contains("::")) {
      escaped = AT_LINE_START.matcher(escaped).replaceAll("$1\\\\u003A");
    }
    if (text.contains("##")) {
      escaped = ANYWHERE.matcher(escaped).replaceAll("\\\\u0023");
    }
    return escaped;
  }
}

package dev.sluice.cli.terminal;

import java.util.regex.Pattern;

/**
 * Keeps the name of a file, or what a document says, from acting as a command of a build server
 * that reads the log: {@code ::error} at the beginning of a line for GitHub, {@code ##[…}, {@code
 * ##vso[…} and {@code ##teamcity[…} anywhere for GitHub, Azure and TeamCity.
 */
final class LogCommands {

  private static final Pattern AT_LINE_START = Pattern.compile("(?m)^(\\s*):(?=:)");
  private static final Pattern ANYWHERE = Pattern.compile("#(?=#[A-Za-z]*\\[)");

  private LogCommands() {}

  /** The text with what would begin a command escaped, and all else as it is. */
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

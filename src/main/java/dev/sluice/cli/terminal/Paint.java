package dev.sluice.cli.terminal;

import dev.sluice.model.Severity;
import java.util.Map;

/** Colours for a terminal, or none. */
public enum Paint {
  ON,
  OFF;

  /** The values of the option for colours. */
  public enum Choice {
    AUTO,
    ALWAYS,
    NEVER
  }

  /**
   * The default for colours: on if the output is a terminal that supports them, or git's pager,
   * unless {@code NO_COLOR} is set; otherwise only if {@code CLICOLOR_FORCE} is set.
   */
  public static Paint automatic(Map<String, String> environment, boolean isTerminal) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return OFF;
    }
    if (!environment.getOrDefault("CLICOLOR_FORCE", "0").matches("0?")) {
      return ON;
    }
    boolean unwanted =
        "0".equals(environment.get("CLICOLOR")) || "dumb".equals(environment.get("TERM"));
    boolean shown = isTerminal || "true".equals(environment.get("GIT_PAGER_IN_USE"));
    return shown && !unwanted ? ON : OFF;
  }

  public boolean isOn() {
    return this == ON;
  }

  public String bold(String text) {
    return in("1", text);
  }

  public String dim(String text) {
    return in("2", text);
  }

  public String green(String text) {
    return in("32", text);
  }

  String red(String text) {
    return in("1;31", text);
  }

  /** The text in the colour of a severity. */
  public String as(Severity severity, String text) {
    return switch (severity) {
      case ERROR -> red(text);
      case WARNING -> in("1;33", text);
      case INFO -> in("36", text);
    };
  }

  private String in(String code, String text) {
    return isOn() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}

package dev.sluice.lint;

import dev.sluice.model.Severity;
import dev.sluice.search.pattern.InvalidPatternException;
import dev.sluice.search.pattern.LinearPattern;
import java.util.Objects;

/**
 * Node types that a team does not want in its workflows.
 *
 * @param type a glob for their names, such as {@code Run*Script*}; compared with the type that the
 *     document declares and with its successor, ignoring case
 * @param reason why, for the message of findings
 * @param severity the severity of findings
 */
public record BannedType(String type, String reason, Severity severity) {

  /**
   * Refuses null.
   *
   * @throws IllegalArgumentException if the glob is invalid
   */
  public BannedType {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(severity, "severity");
    try {
      LinearPattern.glob(type);
    } catch (InvalidPatternException e) {
      throw new IllegalArgumentException("the type " + type + ": " + e.getMessage(), e);
    }
  }
}

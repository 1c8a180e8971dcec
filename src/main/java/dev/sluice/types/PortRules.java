package dev.sluice.types;

import dev.sluice.model.DataType;
import dev.sluice.model.Port;
import java.util.Locale;
import java.util.Set;

/**
 * What the original system holds about ports: which names pass execution on, and what may be
 * connected to what.
 */
public final class PortRules {

  private static final Set<String> EXEC_INPUT_NAMES =
      Set.of(
          "body",
          "else",
          "exec",
          "exec_in",
          "false",
          "loop_body",
          "on_error",
          "on_finally",
          "on_success",
          "then",
          "true");

  private static final Set<String> EXEC_OUTPUT_NAMES =
      Set.of("completed", "done", "exec_out", "finish", "next");

  private PortRules() {}

  /**
   * Whether a port of this name is taken to pass execution on, whatever its type says: the graph
   * rules know names only.
   *
   * <p>The name, in any case, is one of the sixteen known ones or contains {@code exec}; it has no
   * white space around it.
   */
  public static boolean isExecPort(String name) {
    if (hasOuterWhitespace(name)) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return EXEC_INPUT_NAMES.contains(lower)
        || EXEC_OUTPUT_NAMES.contains(lower)
        || lower.contains("exec");
  }

  /**
   * Whether a connection into a port of this name hands execution over: a smaller set than {@link
   * #isExecPort}, in any case, without the {@code exec} rule.
   */
  public static boolean isExecInputPort(String name) {
    return EXEC_INPUT_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether two known ports may be connected.
   *
   * <p>Execution goes to execution, data to {@linkplain #compatible data that fits}. A known port
   * is judged by its data type and not, as in the original, by its name as well: by its name the
   * {@code body} of an HTTP request would be an exec port that takes no text.
   */
  public static boolean connectable(Port source, Port target) {
    if (source.isExec() || target.isExec()) {
      return source.isExec() && target.isExec();
    }
    return compatible(source.dataType(), target.dataType());
  }

  /** Whether data of one type may flow into a port of another. */
  public static boolean compatible(DataType source, DataType target) {
    if (source == target || source == DataType.ANY || target == DataType.ANY) {
      return true;
    }
    return switch (source) {
      case INTEGER -> target == DataType.FLOAT || target == DataType.STRING;
      case FLOAT, BOOLEAN -> target == DataType.STRING;
      default -> false;
    };
  }

  private static boolean hasOuterWhitespace(String name) {
    return !name.isEmpty()
        && (isWhitespace(name.charAt(0)) || isWhitespace(name.charAt(name.length() - 1)));
  }

  /** White space as the original's language has it: Unicode's, no-break spaces and NEL included. */
  private static boolean isWhitespace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}

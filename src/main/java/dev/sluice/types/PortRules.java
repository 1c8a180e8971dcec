package dev.sluice.types;

import dev.sluice.model.DataType;
import dev.sluice.model.Port;
import dev.sluice.text.WhiteSpace;
import java.util.Locale;
import java.util.Set;

/** CasareRPA's rules for ports: which names are exec ports, and which ports may be connected. */
public final class PortRules {

  private static final Set<String> EXEC_INPUT_NAMES =
      Set.of(
          "body",
          "else",
          "exec",
          Port.EXEC_IN,
          "false",
          "loop_body",
          "on_error",
          "on_finally",
          "on_success",
          "then",
          "true");

  private static final Set<String> EXEC_OUTPUT_NAMES =
      Set.of("completed", "done", Port.EXEC_OUT, "finish", "next");

  private PortRules() {}

  /**
   * Whether a port with this name counts as an exec port, whatever its type declares: the rules for
   * the graph know only names.
   *
   * <p>The name, ignoring case, is one of sixteen known ones or contains {@code exec}, and has no
   * surrounding white space.
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
   * Whether a connection to a port with this name passes execution on: a smaller set of names than
   * that of {@link #isExecPort}, ignoring case, without the rule for {@code exec}.
   */
  public static boolean isExecInputPort(String name) {
    return EXEC_INPUT_NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Whether two known ports may be connected.
   *
   * <p>Exec ports connect to exec ports, and data ports to {@linkplain #compatible compatible} data
   * ports. Unlike CasareRPA, which also considers the name, this uses only the data type: by its
   * name, the {@code body} of an HTTP request would be an exec port that accepts no string.
   */
  public static boolean connectable(Port source, Port target) {
    if (source.isExec() || target.isExec()) {
      return source.isExec() && target.isExec();
    }
    return compatible(source.dataType(), target.dataType());
  }

  /** Whether an output of one type may be connected to an input of another. */
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
        && (WhiteSpace.is(name.charAt(0)) || WhiteSpace.is(name.charAt(name.length() - 1)));
  }
}

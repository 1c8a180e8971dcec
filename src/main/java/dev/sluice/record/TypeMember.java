package dev.sluice.record;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members that name a node's type, in order of precedence. */
public enum TypeMember {
  /** The canonical member. */
  NODE_TYPE("node_type"),
  /** The graph editor's member, which names a class of the editor. */
  EDITOR_TYPE("type_"),
  /** The short member. */
  TYPE("type");

  private static final List<TypeMember> ALL = List.of(values());
  private static final String EDITOR_PREFIX = "Visual";

  private final String key;

  TypeMember(String key) {
    this.key = key;
  }

  /** The member's name. */
  public String key() {
    return key;
  }

  /** The member with this name, or null. */
  public static @Nullable TypeMember named(String name) {
    return switch (name) {
      case "node_type" -> NODE_TYPE;
      case "type_" -> EDITOR_TYPE;
      case "type" -> TYPE;
      default -> null;
    };
  }

  /** The member of a node that takes precedence, or null if it has none of them. */
  static @Nullable TypeMember strongestOf(Map<String, ?> members) {
    for (int i = 0; i < ALL.size(); i++) {
      if (members.containsKey(ALL.get(i).key)) {
        return ALL.get(i);
      }
    }
    return null;
  }

  /**
   * The index at which the type's name begins in the member's value: 0 in the canonical member,
   * otherwise after the package and prefix of an editor's class such as {@code
   * casare_rpa.system.VisualLogNode}.
   */
  public int startIn(CharSequence written) {
    if (this == NODE_TYPE) {
      return 0;
    }
    int start = written.length();
    while (start > 0 && written.charAt(start - 1) != '.') {
      start--;
    }
    int behind = start + EDITOR_PREFIX.length();
    boolean visual =
        written.length() > behind
            && CharSequence.compare(written.subSequence(start, behind), EDITOR_PREFIX) == 0;
    return visual ? behind : start;
  }
}

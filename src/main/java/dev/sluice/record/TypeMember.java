package dev.sluice.record;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A member that names a node's type; of several in one node the first of these counts. */
public enum TypeMember {
  /** The canonical one. */
  NODE_TYPE("node_type"),
  /** The graph editor's, which names a class of its own. */
  EDITOR_TYPE("type_"),
  /** The short one. */
  TYPE("type");

  private static final String EDITOR_PREFIX = "Visual";

  private final String key;

  TypeMember(String key) {
    this.key = key;
  }

  /** The member's name. */
  public String key() {
    return key;
  }

  /** The one of this name, or null. */
  public static @Nullable TypeMember named(String name) {
    return switch (name) {
      case "node_type" -> NODE_TYPE;
      case "type_" -> EDITOR_TYPE;
      case "type" -> TYPE;
      default -> null;
    };
  }

  /** The one that counts in a node. */
  static Optional<TypeMember> strongestOf(Map<String, ?> members) {
    for (TypeMember member : values()) {
      if (members.containsKey(member.key)) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  /**
   * Where the type's name begins in what is written: at once in the canonical member, elsewhere
   * behind the package and prefix of an editor's class such as {@code
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

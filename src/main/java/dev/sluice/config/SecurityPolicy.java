package dev.sluice.config;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Which texts a node's config must not contain; immutable.
 *
 * <p>A pattern is found anywhere in a string value at any depth, ignoring case; keys and everything
 * outside config are not searched.
 *
 * @param patterns the texts, in the order they are named in findings; empty switches the search off
 * @param exemptTypes node types whose config is not searched, by the name documents declare
 */
public record SecurityPolicy(List<String> patterns, Set<String> exemptTypes) {

  private static final SecurityPolicy STANDARD =
      new SecurityPolicy(
          List.of(
              "__import__",
              "eval(",
              "exec(",
              "compile(",
              "os.system",
              "subprocess.",
              "open(",
              "pickle.",
              "marshal.",
              "__builtins__",
              "__globals__"),
          Set.of());

  /** Makes the collections unmodifiable; an empty pattern would be found everywhere. */
  public SecurityPolicy {
    patterns = List.copyOf(Objects.requireNonNull(patterns, "patterns"));
    exemptTypes = Set.copyOf(Objects.requireNonNull(exemptTypes, "exemptTypes"));
    if (patterns.contains("")) {
      throw new IllegalArgumentException("a pattern must not be empty");
    }
  }

  /** The original system's list, exempting nothing; the default. */
  public static SecurityPolicy standard() {
    return STANDARD;
  }

  /** Searches for nothing. */
  public static SecurityPolicy off() {
    return new SecurityPolicy(List.of(), Set.of());
  }
}

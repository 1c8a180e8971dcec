package dev.sluice.config;

import dev.sluice.value.Elements;
import java.util.List;
import java.util.Set;

/**
 * The patterns that a node's config must not contain; immutable.
 *
 * <p>A pattern is a substring, searched case-insensitively in string values at any depth. Keys and
 * everything outside a config are not searched.
 *
 * @param patterns the substrings, in the order in which findings name them; empty disables the
 *     check
 * @param exemptTypes node types whose config is not searched, by the name that documents declare
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

  /** Copies the collections; an empty pattern is refused, because it would match every string. */
  public SecurityPolicy {
    patterns = Elements.listOf(patterns, "patterns");
    exemptTypes = Elements.setOf(exemptTypes, "exemptTypes");
    if (patterns.contains("")) {
      throw new IllegalArgumentException("a pattern must not be empty");
    }
  }

  /** CasareRPA's list of patterns, with no exempt types; the default. */
  public static SecurityPolicy standard() {
    return STANDARD;
  }

  /** A policy without patterns, which disables the check. */
  public static SecurityPolicy off() {
    return new SecurityPolicy(List.of(), Set.of());
  }
}

package dev.sluice.cli;

import dev.sluice.model.WorkflowSkeleton;
import java.util.Locale;
import java.util.stream.Stream;

/** A case-insensitive search for a string in skeletons. */
final class SkeletonQuery {

  private final String text;

  SkeletonQuery(String text) {
    this.text = text.toLowerCase(Locale.ROOT);
  }

  /** Whether the name, the description, a node type or a variable's name contains the string. */
  boolean matches(WorkflowSkeleton skeleton) {
    return Stream.of(
            Stream.of(skeleton.name(), skeleton.description()),
            skeleton.nodeTypes().stream(),
            skeleton.variableNames().stream())
        .flatMap(texts -> texts)
        .anyMatch(candidate -> candidate.toLowerCase(Locale.ROOT).contains(text));
  }
}

package dev.sluice.search;

import dev.sluice.search.Field.Scope;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A condition of a query. */
sealed interface Condition {

  /** What the condition is about: the narrowest scope of its parts. */
  Scope scope();

  /** Whether the condition or a part of it is about findings. */
  boolean asksForFindings();

  /** All of several conditions. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public Scope scope() {
      return narrowest(parts);
    }

    @Override
    public boolean asksForFindings() {
      return parts.stream().anyMatch(Condition::asksForFindings);
    }
  }

  /** At least one of several conditions. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public Scope scope() {
      return narrowest(parts);
    }

    @Override
    public boolean asksForFindings() {
      return parts.stream().anyMatch(Condition::asksForFindings);
    }
  }

  /** The opposite of a condition. */
  record Not(Condition part) implements Condition {
    @Override
    public Scope scope() {
      return part.scope();
    }

    @Override
    public boolean asksForFindings() {
      return part.asksForFindings();
    }
  }

  /** A condition that other nodes fulfil. */
  record Other(Where where, Condition part) implements Condition {
    @Override
    public Scope scope() {
      return where == Where.HAS ? Scope.DOCUMENT : Scope.NODE;
    }

    @Override
    public boolean asksForFindings() {
      return part.asksForFindings();
    }
  }

  /** Which other nodes. */
  enum Where {
    /** Any node of the document. */
    HAS,
    /** A node that execution continues with. */
    NEXT,
    /** A node that execution comes from. */
    PREV;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Where> named(String label) {
      return Arrays.stream(values()).filter(where -> where.label().equals(label)).findFirst();
    }
  }

  /** A state. */
  record Is(Flag flag) implements Condition {
    @Override
    public Scope scope() {
      return flag == Flag.REJECTED ? Scope.DOCUMENT : Scope.NODE;
    }

    @Override
    public boolean asksForFindings() {
      return false;
    }
  }

  /** A state of a node or document. */
  enum Flag {
    UNREACHABLE,
    UNKNOWN,
    PLACEHOLDER,
    DISABLED,
    ENTRY,
    TRIGGER,
    ISOLATED,
    REJECTED;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Flag> named(String label) {
      return Arrays.stream(values()).filter(flag -> flag.label().equals(label)).findFirst();
    }

    static List<String> labels() {
      return Arrays.stream(values()).map(Flag::label).toList();
    }
  }

  /**
   * A field with a value.
   *
   * @param path the names after the field
   * @param test the test of its values
   * @param negated whether a value must fail the test
   * @param span where the condition is in the query
   */
  record Term(Field field, List<PathStep> path, ValueCriterion test, boolean negated, Span span)
      implements Condition {
    @Override
    public Scope scope() {
      return field.scope();
    }

    @Override
    public boolean asksForFindings() {
      return field.scope() == Scope.FINDING;
    }
  }

  /** A part of the query. */
  record Span(int from, int to) {}

  /**
   * A step of a path into a config.
   *
   * @param name the name; for the wildcards empty
   */
  record PathStep(Kind kind, String name) {

    /** What a step matches. */
    enum Kind {
      NAME,
      /** Any one level. */
      ONE,
      /** Any number of levels. */
      ANY
    }
  }

  private static Scope narrowest(List<Condition> parts) {
    return parts.stream()
        .map(Condition::scope)
        .min(Comparator.naturalOrder())
        .orElse(Scope.DOCUMENT);
  }
}

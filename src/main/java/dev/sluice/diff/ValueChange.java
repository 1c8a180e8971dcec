package dev.sluice.diff;

import dev.sluice.value.Elements;
import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A change of one JSON value; immutable.
 *
 * <p>Objects are compared key by key, and lists element by element, so a path leads to the smallest
 * value that changed.
 */
public final class ValueChange {

  private static final Pattern PLAIN_KEY =
      Pattern.compile("[\\w$-]+", Pattern.UNICODE_CHARACTER_CLASS);

  private final List<Step> path;
  private final Kind kind;
  private final @Nullable Object before;
  private final @Nullable Object after;

  private ValueChange(List<Step> path, Kind kind, @Nullable Object before, @Nullable Object after) {
    this.path = Elements.listOf(path, "path");
    this.kind = kind;
    this.before = before;
    this.after = after;
  }

  /** How a value changed. */
  public enum Kind {
    /** It exists only in the second definition. */
    ADDED,
    /** It exists only in the first definition. */
    REMOVED,
    /** It has a different value. */
    CHANGED,
    /** Its members or elements are in a different order. */
    REORDERED,
    /** Its content is the same, in a different notation. */
    RESPELLED;

    /** Whether only the notation differs, not the content. */
    boolean isNotation() {
      return this == REORDERED || this == RESPELLED;
    }
  }

  /** A step of a path: into a member of an object, or into an element of a list. */
  public sealed interface Step {

    /** A member of an object. */
    record Key(String name) implements Step {}

    /**
     * An element of a list.
     *
     * @param at the index in the second definition; for a removed element, in the first
     */
    record Index(int at) implements Step {}
  }

  static ValueChange added(List<Step> path, @Nullable Object after) {
    return new ValueChange(path, Kind.ADDED, null, after);
  }

  static ValueChange removed(List<Step> path, @Nullable Object before) {
    return new ValueChange(path, Kind.REMOVED, before, null);
  }

  static ValueChange changed(List<Step> path, @Nullable Object before, @Nullable Object after) {
    return new ValueChange(path, Kind.CHANGED, before, after);
  }

  static ValueChange reordered(List<Step> path) {
    return new ValueChange(path, Kind.REORDERED, null, null);
  }

  static ValueChange respelled(List<Step> path, @Nullable Object before, @Nullable Object after) {
    return new ValueChange(path, Kind.RESPELLED, before, after);
  }

  /** The path from the compared part to the value; empty for the part itself. Unmodifiable. */
  public List<Step> path() {
    return path;
  }

  /**
   * The path as text: {@code config.headers.Accept} or {@code config.items[3]}. A key that has
   * characters other than letters, digits, {@code _}, {@code -} and {@code $} is in double quotes.
   */
  public String pathText() {
    StringBuilder text = new StringBuilder();
    for (Step step : path) {
      if (step instanceof Step.Index index) {
        text.append('[').append(index.at()).append(']');
      } else if (step instanceof Step.Key key) {
        text.append(text.isEmpty() ? "" : ".").append(keyText(key.name()));
      }
    }
    return text.toString();
  }

  private static String keyText(String key) {
    return PLAIN_KEY.matcher(key).matches()
        ? key
        : '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** How the value changed. */
  public Kind kind() {
    return kind;
  }

  /**
   * The value in the first definition as a plain JSON value; empty if it is null there, or if it
   * does not exist there ({@link Kind#ADDED}).
   */
  public Optional<Object> before() {
    return Optional.ofNullable(before);
  }

  /**
   * The value in the second definition as a plain JSON value; empty if it is null there, or if it
   * does not exist there ({@link Kind#REMOVED}).
   */
  public Optional<Object> after() {
    return Optional.ofNullable(after);
  }

  /**
   * A copy with other values, for example masked ones.
   *
   * @param replacement the new value for an old one; called with each value that exists, including
   *     null
   */
  public ValueChange map(UnaryOperator<@Nullable Object> replacement) {
    return new ValueChange(
        path,
        kind,
        kind == Kind.ADDED ? null : replacement.apply(before),
        kind == Kind.REMOVED ? null : replacement.apply(after));
  }

  /**
   * The changed lines, if both values are strings and one of them has several lines; computed by
   * each call.
   */
  public Optional<TextChange> lines() {
    return kind == Kind.CHANGED
            && before instanceof String from
            && after instanceof String to
            && (from.indexOf('\n') >= 0 || to.indexOf('\n') >= 0)
        ? Optional.of(TextChange.between(from, to))
        : Optional.empty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueChange that
        && kind == that.kind
        && path.equals(that.path)
        && Objects.equals(before, that.before)
        && Objects.equals(after, that.after);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, kind);
  }

  /** The kind and the path, safe to log: no values, because they may be secret. */
  @Override
  public String toString() {
    return PrintableText.of(kind + " " + pathText());
  }
}

package dev.sluice.search;

import dev.sluice.search.Condition.PathStep;
import dev.sluice.search.Condition.Span;
import dev.sluice.search.Condition.Term;
import dev.sluice.search.pattern.InvalidPatternException;
import dev.sluice.search.pattern.LinearPattern;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Parses a field with its value, and a word. */
final class TermParser {

  /** The operators, longer ones first. */
  private static final List<String> OPERATORS =
      List.of("!:", "!=", "!~", "<=", ">=", "<", ">", ":", "=", "~");

  private final QueryCursor in;

  TermParser(QueryCursor in) {
    this.in = in;
  }

  /**
   * A term; if the next word is not a term, skips the word and returns empty.
   *
   * @param name the letters that follow
   */
  Optional<Condition> term(String name) {
    int start = in.position();
    if (in.atQuote()) {
      String quoted = in.quoted().plain();
      return Optional.of(text(quoted, start));
    }
    Optional<Field> field = Field.named(name);
    in.skip(name.length());
    boolean isTerm =
        !in.atEnd() && (operator().isPresent() || (in.peek() == '.' && field.isPresent()));
    if (!isTerm && (field.isEmpty() || !in.atBreak())) {
      refuseUnknownPath(name, start);
      in.word();
      in.skip(name.isEmpty() && in.position() == start ? 1 : 0);
      return Optional.empty();
    }
    return Optional.of(term(field.orElseThrow(() -> unknownField(name, start)), start));
  }

  private QuerySyntaxException unknownField(String name, int start) {
    return in.fault(
        start,
        Math.max(1, name.length()),
        name.isEmpty()
            ? "expected a field before the operator; to search for this text, put it in quotes"
            : "unknown field "
                + name
                + "; to search for this text, put it in quotes"
                + Alternatives.meant(NearestNames.of(name, Field.labels())));
  }

  /** A name with parts or hyphens before an operator is meant as a field, not as a word. */
  private void refuseUnknownPath(String name, int start) {
    if (name.isEmpty()) {
      return;
    }
    int end = in.position();
    in.name();
    int first = in.position();
    while (in.take(".")) {
      if (in.atQuote()) {
        in.quoted();
      } else {
        in.name();
      }
    }
    String whole = in.query().substring(start, first);
    if (operator().isPresent() && !whole.endsWith("-")) { // a->b is a word
      throw unknownField(whole, start);
    }
    in.skip(end - in.position());
  }

  private Condition term(Field field, int start) {
    List<PathStep> path = new ArrayList<>();
    while (in.take(".")) {
      path.add(step(field));
    }
    if (field.path() == Field.Path.NONE && !path.isEmpty()) {
      throw in.fault(
          start,
          in.position() - start,
          "the field " + field.label() + " cannot be followed by . and a name");
    }
    if (field.path() == Field.Path.REQUIRED && path.isEmpty()) {
      throw in.fault("expected . and a name after " + field.label());
    }
    Optional<String> operator = operator();
    if (operator.isEmpty()) {
      if (!in.atBreak()) {
        throw in.fault("expected an operator: : = ~ !: != !~ < <= > >=");
      }
      return term(field, path, new ValueCriterion.Present(), false, start);
    }
    in.skip(operator.get().length());
    boolean negated = operator.get().startsWith("!");
    String sign = negated ? operator.get().substring(1) : operator.get();
    return term(field, path, test(field, sign, start), negated, start);
  }

  private Condition term(
      Field field, List<PathStep> path, ValueCriterion test, boolean negated, int start) {
    return new Term(field, List.copyOf(path), test, negated, new Span(start, in.position()));
  }

  /** Matches a part of any text of a node. */
  Condition text(String part, int start) {
    if (part.isEmpty()) {
      throw in.fault(start, in.position() - start, "the text to search for is empty");
    }
    return term(Field.TEXT, List.of(), new ValueCriterion.Contains(part, true), false, start);
  }

  private Optional<String> operator() {
    return OPERATORS.stream().filter(in::startsWith).findFirst();
  }

  private PathStep step(Field field) {
    if (in.atQuote()) {
      return new PathStep(PathStep.Kind.NAME, in.quoted().plain());
    }
    String name = in.name();
    if (name.isEmpty()) {
      throw in.fault("expected a name after the dot of " + field.label());
    }
    return switch (name) {
      case "*" -> new PathStep(PathStep.Kind.ONE, "");
      case "**" -> new PathStep(PathStep.Kind.ANY, "");
      default -> new PathStep(PathStep.Kind.NAME, name);
    };
  }

  private ValueCriterion test(Field field, String sign, int start) {
    Optional<ValueCriterion.Order> order =
        Arrays.stream(ValueCriterion.Order.values())
            .filter(it -> it.sign().equals(sign))
            .findFirst();
    int valueStart = in.position();
    boolean quoted = in.atQuote();
    if (sign.equals("~")) {
      String expression = quoted ? in.quotedRaw() : bareWord(sign, false);
      return new ValueCriterion.Regex(
          pattern(valueStart, quoted, () -> LinearPattern.regex(expression)));
    }
    QueryCursor.Quoted string = quoted ? in.quoted() : null;
    String plain = string != null ? string.plain() : bareWord(sign, field == Field.CONN);
    if (order.isPresent() || field.isCount()) {
      return comparison(field, order, plain, start, valueStart);
    }
    if (sign.equals("=") && field != Field.CONN) {
      return field == Field.TEXT
          ? contains(plain, false, valueStart)
          : ValueCriterion.Exact.of(plain);
    }
    if (field == Field.TEXT) {
      return contains(plain, true, valueStart);
    }
    String glob = string != null ? string.glob() : plain;
    return field == Field.CONN
        ? ends(glob, valueStart, quoted)
        : glob(glob, field == Field.FILE, valueStart, quoted);
  }

  private ValueCriterion glob(String glob, boolean isPath, int start, boolean quoted) {
    LinearPattern pattern =
        pattern(
            start, quoted, () -> isPath ? LinearPattern.pathGlob(glob) : LinearPattern.glob(glob));
    boolean plain = glob.chars().noneMatch(next -> "*?[{\\".indexOf(next) >= 0);
    return new ValueCriterion.Glob(pattern, plain ? Optional.of(glob) : Optional.empty());
  }

  /** A glob for each end of a connection. */
  private ValueCriterion ends(String globs, int start, boolean quoted) {
    int arrow = globs.indexOf("->");
    if (arrow < 0) {
      throw in.fault(
          start,
          in.position() - start,
          "expected two ends with -> between them; or use from: or to:");
    }
    String source = globs.substring(0, arrow).strip();
    String target = globs.substring(arrow + 2).strip();
    if (source.isEmpty() || target.isEmpty()) {
      throw in.fault(
          start,
          in.position() - start,
          "expected a node " + (source.isEmpty() ? "before" : "after") + " ->; write * for any");
    }
    return new ValueCriterion.Connection(
        glob(source, false, start, quoted), glob(target, false, start, quoted));
  }

  private ValueCriterion contains(String part, boolean ignoresCase, int start) {
    if (part.isEmpty()) {
      throw in.fault(start, in.position() - start, "the text to search for is empty");
    }
    return new ValueCriterion.Contains(part, ignoresCase);
  }

  private ValueCriterion comparison(
      Field field, Optional<ValueCriterion.Order> order, String value, int start, int valueStart) {
    if (!field.isComparable()) {
      throw in.fault(
          start,
          in.position() - start,
          "the field " + field.label() + " has no numbers to compare");
    }
    return ValueCriterion.number(value)
        .map(
            number ->
                order
                    .<ValueCriterion>map(it -> new ValueCriterion.Compare(it, number))
                    .orElseGet(() -> ValueCriterion.Exact.of(value)))
        .orElseThrow(() -> in.fault(valueStart, in.position() - valueStart, "expected a number"));
  }

  private String bareWord(String sign, boolean isConnection) {
    int start = in.position();
    String word = in.word();
    if (isConnection && word.endsWith("-")) {
      throw in.fault(
          start,
          word.length(),
          "expected -> and the other end; was > taken by the shell? Quote the query");
    }
    if (word.isEmpty()) {
      throw in.fault(
          start, 1, "expected a value after " + sign + "; write \"\" for the empty string");
    }
    if (!in.atEnd() && "(\"'".indexOf(in.peek()) >= 0) {
      throw in.fault(
          start,
          in.position() - start + 1,
          "a value with parentheses or quotation marks must be quoted");
    }
    return word;
  }

  private LinearPattern pattern(int start, boolean quoted, Supplier<LinearPattern> compile) {
    try {
      return compile.get();
    } catch (InvalidPatternException e) {
      int at = Math.min(in.query().length(), start + (quoted ? 1 : 0) + e.position());
      throw in.fault(at, 1, String.valueOf(e.getMessage()));
    }
  }
}

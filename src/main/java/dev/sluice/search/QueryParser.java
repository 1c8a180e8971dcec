package dev.sluice.search;

import dev.sluice.search.Condition.All;
import dev.sluice.search.Condition.Any;
import dev.sluice.search.Condition.Flag;
import dev.sluice.search.Condition.Is;
import dev.sluice.search.Condition.Not;
import dev.sluice.search.Condition.Other;
import dev.sluice.search.Condition.Where;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses a query by recursive descent: NOT binds most tightly, then AND, then OR. */
final class QueryParser {

  /** The maximum number of characters of a query. */
  private static final int LONGEST = 4_096;

  /** The maximum depth of parentheses and negations. */
  private static final int DEEPEST = 50;

  private final QueryCursor in;
  private final TermParser terms;
  private int depth;

  QueryParser(String query) {
    in = new QueryCursor(query);
    terms = new TermParser(in);
  }

  /** What a query lists. */
  enum Listing {
    /** What matched. */
    MATCHES,
    FILES,
    NODES,
    CONNECTIONS;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A condition and what is listed of the documents that fulfil it. */
  record Parsed(Condition condition, Listing listing) {}

  Parsed parse() {
    if (in.query().length() > LONGEST) {
      throw in.fault(
          LONGEST,
          1,
          String.format(Locale.ROOT, "the query is longer than %,d characters", LONGEST));
    }
    in.skipBlanks();
    if (in.atEnd()) {
      throw in.fault("the query is empty; expected a condition such as type:Click*");
    }
    Condition condition = or();
    Listing listing = listing();
    if (!in.atEnd()) {
      throw in.fault(
          in.peek() == ')' ? "the ) has no opening parenthesis" : "expected AND, OR or the end");
    }
    return new Parsed(condition, listing);
  }

  private Listing listing() {
    if (!in.take("|")) {
      return Listing.MATCHES;
    }
    in.skipBlanks();
    int start = in.position();
    String wanted = in.word();
    in.skipBlanks();
    return Stream.of(Listing.FILES, Listing.NODES, Listing.CONNECTIONS)
        .filter(listing -> listing.label().equals(wanted))
        .findFirst()
        .orElseThrow(
            () -> in.fault(start, wanted.length(), "expected files, nodes or connections after |"));
  }

  private Condition or() {
    List<Condition> parts = new ArrayList<>();
    do {
      parts.add(and());
    } while (in.takeWord("OR") || in.takeWord("or"));
    return parts.size() == 1 ? parts.get(0) : new Any(List.copyOf(parts));
  }

  private Condition and() {
    List<Condition> parts = new ArrayList<>();
    boolean more;
    do {
      parts.add(not());
      in.skipBlanks();
      boolean named = in.takeWord("AND") || in.takeWord("and");
      more = named || startsCondition();
    } while (more);
    return parts.size() == 1 ? parts.get(0) : new All(List.copyOf(parts));
  }

  private boolean startsCondition() {
    if (in.atEnd() || in.peek() == ')' || in.peek() == '|') {
      return false;
    }
    int start = in.position();
    boolean or = in.takeWord("OR") || in.takeWord("or");
    in.skip(start - in.position());
    return !or;
  }

  private Condition not() {
    in.skipBlanks();
    boolean negated = in.takeWord("NOT") || in.takeWord("not");
    if (!negated && in.startsWith("-") && !in.startsWith("->")) {
      negated = in.take("-");
    }
    if (!negated) {
      return primary();
    }
    descend();
    Condition part = new Not(not());
    depth--;
    return part;
  }

  private void descend() {
    if (++depth > DEEPEST) {
      throw in.fault("the query is nested more than " + DEEPEST + " deep");
    }
  }

  private Condition primary() {
    in.skipBlanks();
    if (in.atEnd() || in.peek() == ')' || in.peek() == '|') {
      throw in.fault(in.position(), 1, "expected a condition such as type:Click*");
    }
    refuseOperator();
    if (in.startsWith("(")) {
      return group(in.position());
    }
    int start = in.position();
    String name = in.letters();
    if (!name.isEmpty() && in.query().startsWith("(", start + name.length())) {
      return function(start, name);
    }
    if (name.equals("is") && in.query().startsWith(":", start + name.length())) {
      in.skip(3);
      return flag(in.position(), in.word());
    }
    return terms
        .term(name)
        .orElseGet(
            () -> {
              String word = in.query().substring(start, in.position());
              return Stream.of(Flag.UNREACHABLE, Flag.UNKNOWN)
                  .filter(flag -> flag.label().equals(word))
                  .findFirst()
                  .<Condition>map(Is::new)
                  .orElseGet(() -> terms.text(word, start));
            });
  }

  /** A word that joins conditions is not a condition. */
  private void refuseOperator() {
    int start = in.position();
    for (String operator : List.of("AND", "and", "OR", "or")) {
      if (in.takeWord(operator)) {
        throw in.fault(
            start,
            operator.length(),
            "expected a condition before "
                + operator
                + "; to search for this text, put it in quotes");
      }
    }
  }

  private Condition group(int open) {
    in.take("(");
    descend();
    Condition inner = or();
    depth--;
    in.skipBlanks();
    if (!in.take(")")) {
      throw in.fault(open, 1, "the ( is not closed");
    }
    return inner;
  }

  private Condition function(int start, String name) {
    Optional<Where> where = Where.named(name);
    if (where.isEmpty()) {
      List<String> known = Arrays.stream(Where.values()).map(Where::label).toList();
      throw in.fault(
          start,
          name.length(),
          "unknown function "
              + name
              + "; expected has, next or prev"
              + Alternatives.meant(NearestNames.of(name, known)));
    }
    in.skip(name.length());
    return new Other(where.get(), group(in.position()));
  }

  private Condition flag(int start, String wanted) {
    return Flag.named(wanted.toLowerCase(Locale.ROOT))
        .<Condition>map(Is::new)
        .orElseThrow(
            () ->
                in.fault(
                    start,
                    wanted.length(),
                    "unknown state; expected one of "
                        + String.join(", ", Flag.labels())
                        + Alternatives.meant(NearestNames.of(wanted, Flag.labels()))));
  }
}

package dev.sluice.search;

import dev.sluice.search.pattern.LinearPattern;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A test of a value. */
sealed interface ValueCriterion {

  /** The longest text that is read as a number. */
  int LONGEST_NUMBER = 100;

  /** Where a text passes the test; empty if it does not. */
  Optional<LinearPattern.Span> find(String text);

  /** Where a string, number, boolean or null passes the test. */
  default Optional<LinearPattern.Span> findIn(@Nullable Object value) {
    return find(String.valueOf(value));
  }

  /** Whether the test holds for lists and objects too. */
  default boolean acceptsContainers() {
    return false;
  }

  /** A text as it stands, without wildcards; empty for other tests. */
  default Optional<String> literal() {
    return Optional.empty();
  }

  /** Any value. */
  record Present() implements ValueCriterion {
    @Override
    public Optional<LinearPattern.Span> find(String text) {
      return whole(text);
    }

    @Override
    public boolean acceptsContainers() {
      return true;
    }
  }

  /**
   * A glob for the whole text.
   *
   * @param plain the text of a glob without wildcards
   */
  record Glob(LinearPattern pattern, Optional<String> plain) implements ValueCriterion {
    @Override
    public Optional<LinearPattern.Span> find(String text) {
      if (plain.isPresent()) {
        return plain.get().equalsIgnoreCase(text) ? whole(text) : Optional.empty();
      }
      return pattern.find(text);
    }

    @Override
    public Optional<String> literal() {
      return plain;
    }
  }

  /** The same text, or the same number in any notation. */
  record Exact(String wanted, Optional<BigDecimal> number) implements ValueCriterion {
    static Exact of(String wanted) {
      return new Exact(wanted, ValueCriterion.number(wanted));
    }

    @Override
    public Optional<LinearPattern.Span> find(String text) {
      boolean same =
          text.equals(wanted)
              || (number.isPresent()
                  && ValueCriterion.number(text)
                      .filter(it -> it.compareTo(number.get()) == 0)
                      .isPresent());
      return same ? whole(text) : Optional.empty();
    }

    @Override
    public Optional<String> literal() {
      return Optional.of(wanted);
    }
  }

  /** A regular expression for a part of the text. */
  record Regex(LinearPattern pattern) implements ValueCriterion {
    @Override
    public Optional<LinearPattern.Span> find(String text) {
      return pattern.find(text);
    }
  }

  /** A part of the text. */
  record Contains(String part, boolean ignoresCase) implements ValueCriterion {
    @Override
    public Optional<LinearPattern.Span> find(String text) {
      for (int at = 0; at <= text.length() - part.length(); at++) {
        if (text.regionMatches(ignoresCase, at, part, 0, part.length())) {
          return Optional.of(new LinearPattern.Span(at, at + part.length()));
        }
      }
      return Optional.empty();
    }
  }

  /** A test for each end of a connection. */
  record Connection(ValueCriterion source, ValueCriterion target) implements ValueCriterion {
    @Override
    public Optional<LinearPattern.Span> find(String text) {
      return Optional.empty();
    }
  }

  /** A number in an open or half-open range. */
  record Compare(Order order, BigDecimal limit) implements ValueCriterion {
    @Override
    public Optional<LinearPattern.Span> find(String text) {
      return number(text)
          .filter(it -> order.accepts(it.compareTo(limit)))
          .flatMap(it -> whole(text));
    }
  }

  /** A comparison. */
  enum Order {
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Order(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    boolean accepts(int comparison) {
      return switch (this) {
        case LESS -> comparison < 0;
        case AT_MOST -> comparison <= 0;
        case GREATER -> comparison > 0;
        case AT_LEAST -> comparison >= 0;
      };
    }
  }

  private static Optional<LinearPattern.Span> whole(String text) {
    return Optional.of(new LinearPattern.Span(0, text.length()));
  }

  /** The number that a text is, if it is one. */
  static Optional<BigDecimal> number(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NUMBER || !mayBeNumber(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean mayBeNumber(String text) {
    char first = text.charAt(0);
    return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
  }
}

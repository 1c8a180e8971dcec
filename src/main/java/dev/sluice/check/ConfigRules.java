package dev.sluice.check;

import dev.sluice.config.Limit;
import dev.sluice.finding.Faults;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.record.ValueInspector;
import dev.sluice.record.ValueInspector.CurrentValue;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import dev.sluice.types.TypeTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * The rules for the contents of configs, and for keys and numbers anywhere, checked while the
 * values are read.
 */
final class ConfigRules implements ValueInspector {

  private final Reporter reporter;
  private final TypeTable types;
  private final DeclaredTypes declared;
  private final PatternScanner patterns;
  private final Set<String> exemptTypes;

  /** Findings in nodes that may be exempt, in order, until the type of their node is known. */
  private final Deque<Finding> dangers = new ArrayDeque<>();

  /** The type of the last record if it was a node; otherwise empty. */
  private String lastType = "";

  private final long maxText;
  private final long maxKey;
  private final long maxLevel;
  private final long maxNumber;

  ConfigRules(Reporter reporter, RuleBook book, TypeTable types) {
    this.reporter = reporter;
    this.types = types;
    this.declared = book.types();
    this.patterns = book.patterns();
    this.exemptTypes = book.exemptTypes();
    this.maxText = reporter.limit(Limit.CONFIG_STRING_LENGTH);
    this.maxKey = reporter.limit(Limit.CONFIG_KEY_LENGTH);
    this.maxLevel = reporter.limit(Limit.CONFIG_DEPTH);
    this.maxNumber = reporter.limit(Limit.NUMBER_LENGTH);
  }

  @Override
  public boolean isSuspect(char[] chars, int offset, int length) {
    return length > maxText || patterns.mayMatch(chars, offset, length);
  }

  @Override
  public boolean isSuspect(byte[] ascii, int from, int to) {
    return to - from > maxText || patterns.mayMatch(ascii, from, to);
  }

  @Override
  public boolean isHarmless(String text) {
    return !reporter.isLonger(text, Limit.CONFIG_STRING_LENGTH) && patterns.find(text).isEmpty();
  }

  @Override
  public boolean isHarmless(byte[] ascii, int from, int to) {
    return to - from <= maxText && !patterns.matches(ascii, from, to);
  }

  @Override
  public LookedAt lookedAt(String type) {
    DeclaredType known = declared.builtIn(type, types);
    return known == null ? LookedAt.ALL : known;
  }

  @Override
  public boolean isSuspectKey(String key) {
    return key.length() > maxKey;
  }

  @Override
  public boolean isSuspectLevel(int level) {
    return level == maxLevel + 1;
  }

  @Override
  public boolean isOverlong(int numberLength) {
    return numberLength > maxNumber;
  }

  @Override
  public void configText(String text, CurrentValue at) {
    if (reporter.isLonger(text, Limit.CONFIG_STRING_LENGTH)) {
      reporter.rejectLength(Limit.CONFIG_STRING_LENGTH, "The string", text, at, at.offset());
    }
    patterns.find(text).ifPresent(pattern -> danger(pattern, at));
  }

  private void danger(String pattern, CurrentValue at) {
    long offset = at.offset();
    if (exemptTypes.isEmpty()) {
      reporter.reject(FindingCode.DANGEROUS_PATTERN, offset, () -> danger(pattern, at, offset));
    } else {
      dangers.add(danger(pattern, at, offset));
    }
  }

  private static Finding danger(String pattern, CurrentValue at, long offset) {
    return Finding.at(
            FindingCode.DANGEROUS_PATTERN,
            at.place(offset),
            at.path(),
            () -> "The value contains " + Quote.of(pattern))
        .suggesting("Remove " + pattern + " from the value");
  }

  /**
   * Processes a record, whose type determines whether dangers found in it are reported.
   *
   * <p>Values are read ahead of records: findings before this record belong to the previous one.
   *
   * @param offset the beginning of the record; at the end of the document, an offset after all
   *     dangers
   * @param type the type of a node, empty for another record
   */
  void recordRead(long offset, String type) {
    while (!dangers.isEmpty() && offsetOf(dangers.peek()) < offset) {
      Finding danger = dangers.remove();
      if (!exemptTypes.contains(lastType)) {
        reporter.reject(danger);
      }
    }
    lastType = type;
  }

  private static long offsetOf(Finding danger) {
    return danger.place().orElse(Place.START).offset();
  }

  @Override
  public void configKey(String key, CurrentValue at) {
    if (reporter.isLonger(key, Limit.CONFIG_KEY_LENGTH)) {
      reporter.rejectLength(Limit.CONFIG_KEY_LENGTH, "The key", key, at, at.offsetOfName());
    }
  }

  @Override
  public void configLevel(int level, CurrentValue at) {
    long limit = maxLevel;
    long offset = at.offset();
    reporter.reject(
        FindingCode.LIMIT_EXCEEDED,
        offset,
        () ->
            Finding.at(
                FindingCode.LIMIT_EXCEEDED,
                at.place(offset),
                at.path(),
                () ->
                    "The config has "
                        + Quantity.of(level, "level")
                        + " here, over the limit "
                        + Limit.CONFIG_DEPTH.label()
                        + " of "
                        + limit));
  }

  @Override
  public void overlongNumber(int length, CurrentValue at) {
    reporter.rejectOverlong(length, at);
  }

  @Override
  public void infiniteNumber(CurrentValue at) {
    long offset = at.offset();
    reporter.reject(
        FindingCode.LIMIT_EXCEEDED,
        offset,
        () -> Faults.infiniteNumber(at.path(), at.place(offset)));
  }

  @Override
  public void duplicateKey(String key, CurrentValue at) {
    reporter.duplicateKey(key, at);
  }
}

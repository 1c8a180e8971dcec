package dev.sluice.cli.gate;

import dev.sluice.lint.Linter;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The codes of findings that are selected by a configuration and by options.
 *
 * <p>Codes that the configuration ignores stay ignored, unless an option contains the exact code.
 */
public final class CodeSelection {

  private static final String LINT = "lint";
  private static final List<String> NAMES =
      Arrays.stream(FindingCode.values()).map(FindingCode::name).toList();

  private final Set<FindingCode> selected = EnumSet.allOf(FindingCode.class);
  private final Set<FindingCode> ignored = EnumSet.noneOf(FindingCode.class);

  /**
   * The default selection.
   *
   * @param lint whether it contains the lint rules
   */
  public CodeSelection(boolean lint) {
    selected.removeAll(Linter.codes());
    if (lint) {
      selected.addAll(Linter.usualCodes());
    }
  }

  /**
   * Applies a configuration. Banned types are checked if it has any.
   *
   * @throws IllegalArgumentException if there is no such code
   */
  public CodeSelection configured(Settings settings) {
    settings.select().ifPresent(this::replace);
    settings.extendSelect().forEach(pattern -> selected.addAll(matching(pattern)));
    if (!settings.bannedTypes().isEmpty()) {
      selected.add(FindingCode.BANNED_TYPE);
    }
    settings.ignore().forEach(pattern -> ignored.addAll(ignorable(pattern)));
    return this;
  }

  /**
   * The codes that remain after applying options.
   *
   * @param select replaces the selection, if not empty
   * @throws IllegalArgumentException if an option matches no code
   */
  public Set<FindingCode> given(List<String> select, List<String> extend, List<String> ignore) {
    if (!select.isEmpty()) {
      replace(select);
    }
    extend.forEach(pattern -> selected.addAll(matching(pattern)));
    for (List<String> patterns : List.of(select, extend)) {
      patterns.stream().map(CodeSelection::name).filter(NAMES::contains).forEach(this::unignore);
    }
    ignore.forEach(pattern -> ignored.addAll(ignorable(pattern)));
    selected.removeAll(ignored);
    return selected;
  }

  private void replace(Collection<String> patterns) {
    selected.clear();
    patterns.forEach(pattern -> selected.addAll(matching(pattern)));
  }

  private void unignore(String name) {
    ignored.remove(FindingCode.valueOf(name));
  }

  private static String name(String pattern) {
    return pattern.strip().toUpperCase(Locale.ROOT);
  }

  /**
   * The codes that a pattern ignores.
   *
   * @throws IllegalArgumentException if there are none, or the pattern is a code that cannot be
   *     ignored
   */
  static Set<FindingCode> ignorable(String pattern) {
    return unprotected(pattern, "be ignored");
  }

  /**
   * The codes that a pattern gives a severity.
   *
   * @throws IllegalArgumentException if there are none, or the pattern is a code whose severity
   *     cannot be lowered
   */
  public static Set<FindingCode> changeable(String pattern, Severity severity) {
    return severity == Severity.ERROR
        ? matching(pattern)
        : unprotected(pattern, "have a lower severity");
  }

  private static Set<FindingCode> unprotected(String pattern, String change) {
    Set<FindingCode> codes = matching(pattern);
    for (FindingCode code : codes) {
      if (name(pattern).equals(code.name()) && Protection.fromPolicy(code)) {
        throw new IllegalArgumentException(
            code + " cannot " + change + ": it means that a document cannot be used");
      }
    }
    return codes;
  }

  /**
   * The codes that match a name, a pattern with {@code *}, or {@code lint} for the usual lint
   * rules; case does not matter.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Set<FindingCode> matching(String pattern) {
    String name = name(pattern);
    if (name.equalsIgnoreCase(LINT)) {
      return Linter.usualCodes();
    }
    Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
    String regex = name.replaceAll("[*]+", "[A-Z0-9_]*");
    if (name.matches("[A-Z0-9_*]+")) {
      for (FindingCode code : FindingCode.values()) {
        if (code.name().matches(regex)) {
          codes.add(code);
        }
      }
    }
    if (codes.isEmpty()) {
      List<String> nearest = NearestNames.of(name, NAMES);
      throw new IllegalArgumentException(
          "There is no finding code "
              + Quote.of(pattern)
              + (nearest.isEmpty()
                  ? "; sluice explain lists all codes"
                  : Alternatives.meant(nearest)));
    }
    return codes;
  }
}

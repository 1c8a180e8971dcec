package dev.sluice.check;

import dev.sluice.config.SecurityPolicy;
import java.util.Set;
import java.util.function.Predicate;

/** What the rules of all loads of a loader have in common. Thread-safe. */
public final class RuleBook {

  private final PatternScanner patterns;
  private final Set<String> exemptTypes;
  private final DeclaredTypes types;

  /**
   * The rules of a loader.
   *
   * @param policy the patterns that configs must not contain
   * @param isBuiltIn as for {@link DeclaredTypes}
   */
  public RuleBook(SecurityPolicy policy, Predicate<String> isBuiltIn) {
    this.patterns = new PatternScanner(policy);
    this.exemptTypes = policy.exemptTypes();
    this.types = new DeclaredTypes(isBuiltIn);
  }

  /** The search for dangerous patterns. */
  PatternScanner patterns() {
    return patterns;
  }

  /** The types whose configs may contain the patterns. */
  Set<String> exemptTypes() {
    return exemptTypes;
  }

  /** What the types declare. */
  DeclaredTypes types() {
    return types;
  }
}

package dev.sluice.load;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.finding.Findings;
import dev.sluice.registry.NodeRegistry;
import java.util.List;
import java.util.Objects;

/**
 * The options that determine the outcome of a load, apart from the document; immutable.
 *
 * @param registry the node types
 * @param limits the limits to enforce
 * @param profile which findings reject a document
 * @param policy the patterns that configs must not contain
 * @param unknownTypes how nodes of unknown types are treated
 * @param rules the host's rules
 */
public record LoadOptions(
    NodeRegistry registry,
    Limits limits,
    Profile profile,
    SecurityPolicy policy,
    UnknownTypes unknownTypes,
    List<Rule> rules) {

  /** A collector for the findings of one document. */
  Findings newFindings() {
    return new Findings(profile, limits.of(Limit.FINDINGS));
  }

  /** Whether the findings of a document depend on its definition. */
  boolean needDefinition() {
    return !rules.isEmpty() || unknownTypes == UnknownTypes.SKIP;
  }

  /** A cache key for these options, which does not keep the registry in memory. */
  Object cacheKey() {
    return new Key(this);
  }

  /**
   * The part of a cache key for the options: equal only if every document has an equal outcome.
   * Rules are compared by identity, because their behaviour cannot be compared.
   */
  private static final class Key {

    private final String registry;
    private final Limits limits;
    private final Profile profile;
    private final SecurityPolicy policy;
    private final UnknownTypes unknownTypes;
    private final List<Rule> rules;

    /** Computed on demand: hashing a record links code that a run without a cache never needs. */
    private int hash;

    Key(LoadOptions options) {
      registry = options.registry().fingerprint();
      limits = options.limits();
      profile = options.profile();
      policy = options.policy();
      unknownTypes = options.unknownTypes();
      rules = options.rules();
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof Key that
              && hashCode() == that.hashCode()
              && registry.equals(that.registry)
              && limits.equals(that.limits)
              && profile == that.profile
              && policy.equals(that.policy)
              && unknownTypes == that.unknownTypes
              && hasSameRulesAs(that));
    }

    private boolean hasSameRulesAs(Key that) {
      if (rules.size() != that.rules.size()) {
        return false;
      }
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i) != that.rules.get(i)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      if (hash == 0) {
        hash = Objects.hash(registry, limits, profile, policy, unknownTypes, rules.size());
      }
      return hash;
    }
  }
}

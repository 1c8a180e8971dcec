package dev.sluice.load;

import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.registry.NodeRegistry;
import java.util.List;
import java.util.Objects;

/**
 * What decides the outcome of a load, apart from the document; immutable.
 *
 * @param registry the node types there are
 * @param limits the bounds
 * @param profile what findings reject
 * @param policy which texts configs must not contain
 * @param unknownTypes what becomes of nodes of unknown types
 * @param rules the host's own rules
 */
public record LoadOptions(
    NodeRegistry registry,
    Limits limits,
    Profile profile,
    SecurityPolicy policy,
    UnknownTypes unknownTypes,
    List<Rule> rules) {

  /** What tells these options from others in a cache, without keeping the registry. */
  Object cacheKey() {
    return new Key(this);
  }

  /**
   * The options of loads as a part of what their outcome is cached by: equal only where every
   * document comes out equal. Rules are told by identity, for nothing else says what they check.
   */
  private static final class Key {

    private final String registry;
    private final Limits limits;
    private final Profile profile;
    private final SecurityPolicy policy;
    private final UnknownTypes unknownTypes;
    private final List<Rule> rules;
    private final int hash;

    Key(LoadOptions options) {
      registry = options.registry().fingerprint();
      limits = options.limits();
      profile = options.profile();
      policy = options.policy();
      unknownTypes = options.unknownTypes();
      rules = options.rules();
      hash = Objects.hash(registry, limits, profile, policy, unknownTypes, rules.size());
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof Key that
              && hash == that.hash
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
      return hash;
    }
  }
}

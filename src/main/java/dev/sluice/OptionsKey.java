package dev.sluice;

import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import java.util.List;
import java.util.Objects;

/**
 * The options of loads as a part of what their outcome is cached by: equal only where every
 * document comes out equal. Rules are told by identity, for nothing else says what they check.
 */
final class OptionsKey {

  private final String registry;
  private final Limits limits;
  private final Profile profile;
  private final SecurityPolicy policy;
  private final UnknownTypes unknownTypes;
  private final List<Rule> rules;
  private final int hash;

  OptionsKey(LoadOptions options) {
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
        || (other instanceof OptionsKey that
            && hash == that.hash
            && registry.equals(that.registry)
            && limits.equals(that.limits)
            && profile == that.profile
            && policy.equals(that.policy)
            && unknownTypes == that.unknownTypes
            && hasSameRulesAs(that));
  }

  private boolean hasSameRulesAs(OptionsKey that) {
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

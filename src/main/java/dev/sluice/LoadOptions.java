package dev.sluice;

import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.Rule;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.registry.NodeRegistry;
import java.util.List;

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
record LoadOptions(
    NodeRegistry registry,
    Limits limits,
    Profile profile,
    SecurityPolicy policy,
    UnknownTypes unknownTypes,
    List<Rule> rules) {}

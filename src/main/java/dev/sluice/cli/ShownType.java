package dev.sluice.cli;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import java.util.Optional;

/**
 * A node type as somebody asked for it.
 *
 * @param asked the name that was asked for
 * @param type the type of that name, or the one that has replaced it
 * @param migration how it was replaced
 */
record ShownType(String asked, NodeType type, Optional<Migration> migration) {}

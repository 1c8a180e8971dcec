package dev.sluice.types;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import java.util.Optional;

/**
 * What became of a type name of a document.
 *
 * @param type the descriptor, a placeholder where no registry has a creatable type of that name
 * @param migration the migration that led to it
 */
public record ResolvedType(NodeType type, Optional<Migration> migration) {}

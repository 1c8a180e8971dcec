package dev.sluice.check;

import dev.sluice.model.NodeType;
import dev.sluice.types.TypeTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What types declare about the configs of their nodes. It is worked out once for each type and not
 * for each load, because even a small document names many types. Thread-safe.
 */
public final class DeclaredTypes {

  private final Predicate<String> isBuiltIn;

  /** By type name; an entry is replaced when its name later belongs to another descriptor. */
  private final Map<String, DeclaredType> known = new ConcurrentHashMap<>();

  /** The built-in types that no migration replaces, by name. */
  private final Map<String, DeclaredType> builtIn = new ConcurrentHashMap<>();

  /**
   * The types of a registry.
   *
   * @param isBuiltIn whether the built-in catalog describes the type with a name
   */
  public DeclaredTypes(Predicate<String> isBuiltIn) {
    this.isBuiltIn = isBuiltIn;
  }

  /**
   * The keys of a config that its type does not declare, in the order of the config; keys that
   * begin with an underscore are private.
   *
   * @param type not a placeholder
   */
  public List<String> undeclaredKeys(Map<String, Object> config, NodeType type) {
    DeclaredType declared = of(type);
    return config.keySet().stream().filter(key -> !declared.allows(key)).toList();
  }

  /**
   * What the built-in type with this name declares; null if there is none, if a migration replaces
   * it, or if no node can have it.
   */
  @Nullable DeclaredType builtIn(String declared, TypeTable types) {
    DeclaredType built = builtIn.get(declared);
    if (built == null) {
      Optional<NodeType> type = types.builtIn(declared);
      if (type.isEmpty()) {
        return null;
      }
      built = of(type.get());
      builtIn.put(declared, built);
    }
    return built;
  }

  /** What a type declares; not for placeholders, whose names come from documents. */
  @SuppressWarnings("ReferenceEquality") // descriptors are compared faster than their contents
  DeclaredType of(NodeType type) {
    DeclaredType declared = known.get(type.name());
    if (declared == null || declared.type() != type) {
      declared = new DeclaredType(type, isBuiltIn.test(type.name()));
      known.put(type.name(), declared);
    }
    return declared;
  }
}

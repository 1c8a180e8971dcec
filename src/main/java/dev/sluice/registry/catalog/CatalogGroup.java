package dev.sluice.registry.catalog;

import dev.sluice.model.NodeType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The built-in types of one category, decoded together on first use. */
final class CatalogGroup implements TypeSource {

  private final String category;
  private volatile @Nullable Map<String, NodeType> decoded;

  CatalogGroup(String category) {
    this.category = category;
  }

  @Override
  public NodeType type(String name) {
    Map<String, NodeType> types = decoded;
    if (types == null) {
      types = decodeOnce();
    }
    NodeType type = types.get(name);
    if (type == null) {
      throw CatalogFile.failure(category, null);
    }
    return type;
  }

  /** Decodes the types once; holds the lock for a fraction of a millisecond. */
  private synchronized Map<String, NodeType> decodeOnce() {
    Map<String, NodeType> types = decoded;
    if (types == null) {
      types = CatalogDecoder.decode(category);
      decoded = types;
    }
    return types;
  }

  @Override
  public Optional<NodeType> loaded(String name) {
    Map<String, NodeType> types = decoded;
    return types == null ? Optional.empty() : Optional.ofNullable(types.get(name));
  }

  @Override
  public boolean isBuiltIn() {
    return true;
  }

  @Override
  public Optional<String> category(String name) {
    return Optional.of(category);
  }
}

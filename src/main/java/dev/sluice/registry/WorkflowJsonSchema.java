package dev.sluice.registry;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.model.NodeType.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Creates JSON Schemas (draft 2020-12) of the canonical workflow format and of the config of each
 * type of a registry, as plain JSON values.
 *
 * <p>Editors use them to complete type names and config keys and to mark errors. A loader checks
 * more: the graph, other dialects, and everything that is only worth a warning. Like a load, the
 * schemas allow members that no type declares.
 */
public final class WorkflowJsonSchema {

  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private final NodeRegistry registry;

  private WorkflowJsonSchema(NodeRegistry registry) {
    this.registry = registry;
  }

  /**
   * The schema of whole documents, with the config of each type under {@code $defs}.
   *
   * <p>Loads all types of the registry on the calling thread.
   *
   * @return an unmodifiable JSON value
   * @throws dev.sluice.error.NodeCreationException if a provider failed
   */
  public static Map<String, Object> of(NodeRegistry registry) {
    return new WorkflowJsonSchema(registry).document();
  }

  /**
   * The schema of the config of one type.
   *
   * @param name the name of a type, or one that a migration replaces
   * @return an unmodifiable JSON value; empty if the type is unknown or abstract
   * @throws dev.sluice.error.NodeCreationException if a provider failed
   */
  public static Optional<Map<String, Object>> ofConfig(NodeRegistry registry, String name) {
    return new WorkflowJsonSchema(registry)
        .config(name)
        .map(ConfigSchema::build)
        .map(WorkflowJsonSchema::root);
  }

  private Map<String, Object> document() {
    Map<String, ConfigSchema> configs = new LinkedHashMap<>();
    for (String name : registry.names()) {
      config(name).ifPresent(config -> configs.put(name, config));
    }
    return root(DocumentSchema.of(configs));
  }

  /** The config schema of a type, looked up as in a load: migrations first. */
  private Optional<ConfigSchema> config(String name) {
    Optional<Migration> migration = registry.migration(name);
    Optional<NodeType> type = registry.find(migration.map(Migration::to).orElse(name));
    return type.filter(found -> found.kind() == Kind.CREATABLE)
        .map(found -> new ConfigSchema(found, migration));
  }

  private static Map<String, Object> root(Map<String, Object> schema) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", DRAFT);
    root.putAll(schema);
    return Collections.unmodifiableMap(root);
  }
}

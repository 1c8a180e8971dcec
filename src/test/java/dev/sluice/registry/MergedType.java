package dev.sluice.registry;

import static dev.sluice.registry.JsonFacts.object;
import static dev.sluice.registry.JsonFacts.objects;
import static dev.sluice.registry.JsonFacts.strings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts about one type, its two snapshots merged.
 *
 * <p>The newer snapshot is right wherever the two differ, but no port is lost: documents were saved
 * with either. The older ports keep their order and their places at the front, because the newer
 * snapshot merely moved exec ports to the end; ports only the newer one has follow.
 */
public final class MergedType {

  private final Map<String, Object> older;
  private final Map<String, Object> newer;

  public MergedType(Map<String, Object> entry) {
    older = entry;
    newer = new LinkedHashMap<>(entry);
    // A null in it means that the newer snapshot lacks the fact; the readers take it for absent.
    newer.putAll(object(entry, "head"));
  }

  public String name() {
    return (String) newer.get("type");
  }

  public String category() {
    return (String) newer.get("category");
  }

  public boolean isAbstract() {
    return Boolean.TRUE.equals(newer.get("abstract"));
  }

  public boolean hasOpenConfig() {
    return newer.get("dynamicConfig") != null;
  }

  /**
   * Whether nodes have ports that neither the type nor the config determines: such from another
   * document, and such from a value that may arrive at an input port when the workflow runs.
   */
  public boolean hasOpenPorts() {
    if (dynamicPorts().isEmpty()) {
      return Boolean.TRUE.equals(newer.get("dynamic")) && actions(newer).isEmpty();
    }
    return dynamicPorts().stream().anyMatch(rule -> !isOfConfig(rule) || isInput(key(rule)));
  }

  /** The rules that a node's own config decides. */
  public List<Map<String, Object>> configuredPorts() {
    return dynamicPorts().stream().filter(MergedType::isOfConfig).toList();
  }

  /**
   * The ports of a direction, {@code inputs} or {@code outputs}, those of all actions included.
   *
   * <p>A port that has several data types in several actions takes or gives anything.
   */
  public Collection<Map<String, Object>> ports(String direction) {
    Map<String, Map<String, Object>> union = named(objects(older, direction));
    union.putAll(named(objects(newer, direction)));
    for (Map<String, Object> action : actions(older, newer)) {
      for (Map<String, Object> port : objects(action, direction)) {
        union.merge((String) port.get("name"), port, MergedType::either);
      }
    }
    return union.values();
  }

  /** The ports of a direction that only the editor has, in either snapshot. */
  public Collection<Map<String, Object>> editorPorts(String direction, String editorDirection) {
    Map<String, Map<String, Object>> union = named(objects(older, editorDirection));
    union.putAll(named(objects(newer, editorDirection)));
    union.keySet().removeAll(named(ports(direction)).keySet());
    return union.values();
  }

  public List<Map<String, Object>> properties() {
    return objects(newer, "properties");
  }

  /** Config keys in use that are not properties. */
  public Set<String> configKeys() {
    Set<String> keys = new TreeSet<>(strings(newer, "undeclaredConfig"));
    keys.addAll(strings(newer, "canvasKeys"));
    properties().forEach(property -> keys.remove((String) property.get("name")));
    return keys;
  }

  private List<Map<String, Object>> dynamicPorts() {
    return objects(newer, "dynamicPorts");
  }

  private boolean isInput(String key) {
    return named(ports("inputs")).containsKey(key);
  }

  private static String key(Map<String, Object> rule) {
    return (String) (rule.containsKey("each") ? rule.get("each") : rule.get("count"));
  }

  /** A key with a dot is a path into another document. */
  private static boolean isOfConfig(Map<String, Object> rule) {
    return key(rule).indexOf('.') < 0;
  }

  @SafeVarargs
  private static List<Map<String, Object>> actions(Map<String, Object>... snapshots) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> snapshot : snapshots) {
      Map<String, Object> actions = object(snapshot, "actions");
      actions.keySet().forEach(action -> all.add(object(actions, action)));
    }
    return all;
  }

  private static Map<String, Object> either(Map<String, Object> first, Map<String, Object> second) {
    if (first.get("dataType").equals(second.get("dataType"))) {
      return first;
    }
    Map<String, Object> any = new LinkedHashMap<>(first);
    any.put("dataType", "ANY");
    return any;
  }

  private static Map<String, Map<String, Object>> named(Collection<Map<String, Object>> ports) {
    Map<String, Map<String, Object>> named = new LinkedHashMap<>();
    ports.forEach(port -> named.put((String) port.get("name"), port));
    return named;
  }
}

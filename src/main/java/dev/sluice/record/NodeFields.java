package dev.sluice.record;

import static dev.sluice.model.NodeDefinition.CONFIG_MEMBERS;

import dev.sluice.value.Frozen;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.ShapePositions;
import dev.sluice.value.ShapedMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a node object, in any dialect.
 *
 * @param id the node's id: its key, or in a list its own id, or its index after a {@code #}
 * @param ownId the value of the node's own id; null if it is null or missing
 * @param idMember the member with the node's own id, empty if there is none
 * @param type the type's name, empty if there is none
 * @param typeValue the value in the place of the type's name
 * @param typeMember the member with the type's name, empty if there is none
 * @param config the config, merged from all members that hold one
 * @param faultyConfig a member for the config that is not an object, empty if there is none
 * @param dialects the deviations from the canonical form
 */
public record NodeFields(
    String id,
    @Nullable Object ownId,
    String idMember,
    String type,
    @Nullable Object typeValue,
    String typeMember,
    Map<String, Object> config,
    String faultyConfig,
    Set<Dialect> dialects) {

  private static final Set<Dialect> CANONICAL = Set.of();

  private static final String[] POSITIONS =
      Stream.concat(Stream.of("node_id", "node_type"), CONFIG_MEMBERS.stream())
          .toArray(String[]::new);

  /** The positions of a canonical node's members: id, type, and the members for the config. */
  static ShapePositions positions() {
    return new ShapePositions(POSITIONS);
  }

  /** The fields of a node with a given id. */
  public static NodeFields of(String id, Map<String, Object> members) {
    return read(id, 0, false, members);
  }

  static NodeFields of(
      String key,
      int index,
      boolean listed,
      Map<String, Object> members,
      ShapePositions canonical) {
    if (!listed && members instanceof ShapedMap shaped) {
      int[] at = canonical.of(shaped);
      if (at[0] >= 0
          && at[1] >= 0
          && at[2] >= 0
          && areAbsent(at, 3)
          && shaped.valueAt(at[1]) instanceof String type
          && shaped.valueAt(at[2]) instanceof Map<?, ?> config) {
        return canonical(key, shaped.valueAt(at[0]), type, Frozen.object(config));
      }
    }
    return read(key, index, listed, members);
  }

  /** The fields of a node in the canonical form. */
  static NodeFields canonical(
      String id, @Nullable Object ownId, String type, Map<String, Object> config) {
    return new NodeFields(id, ownId, "node_id", type, type, "node_type", config, "", CANONICAL);
  }

  /** Whether a map has none of the members from an index on. */
  private static boolean areAbsent(int[] positions, int from) {
    for (int i = from; i < positions.length; i++) {
      if (positions[i] >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasOtherConfig(Map<String, Object> members) {
    for (int i = 1; i < CONFIG_MEMBERS.size(); i++) {
      if (members.get(CONFIG_MEMBERS.get(i)) instanceof Map) {
        return true;
      }
    }
    return false;
  }

  private static NodeFields read(
      String key, int index, boolean listed, Map<String, Object> members) {
    int dialects = listed ? Dialect.LISTED_NODES.bit() : 0;
    String idMember =
        members.containsKey("node_id") ? "node_id" : members.containsKey("id") ? "id" : "";
    if (idMember.equals("id")) {
      dialects |= Dialect.SHORT_ID.bit();
    }
    Object ownId = idMember.isEmpty() ? null : members.get(idMember);
    String id = !listed ? key : ownId instanceof String text ? text : "#" + index;

    TypeMember typeMember = TypeMember.strongestOf(members);
    Object typeValue = typeMember == null ? null : members.get(typeMember.key());
    String type = typeValue instanceof String text ? text : "";
    if (typeMember != null && typeMember != TypeMember.NODE_TYPE) {
      dialects |=
          (typeMember == TypeMember.TYPE ? Dialect.SHORT_TYPE : Dialect.GRAPH_SESSION).bit();
      type = type.substring(typeMember.startIn(type));
    }

    String faulty = "";
    Map<String, Object> config = Map.of();
    if (members.get("config") instanceof Map<?, ?> map) {
      config = Frozen.object(map);
    } else if (members.containsKey("config")) {
      faulty = "config";
    }
    if (hasOtherConfig(members)) {
      dialects |= Dialect.OTHER_CONFIG.bit();
      config = overlaid(members);
    }
    return new NodeFields(
        id,
        ownId,
        idMember,
        type,
        typeValue,
        typeMember == null ? "" : typeMember.key(),
        config,
        faulty,
        Dialect.ofBits(dialects));
  }

  private static Map<String, Object> overlaid(Map<String, Object> members) {
    Map<String, Object> config = new LinkedHashMap<>();
    for (int i = CONFIG_MEMBERS.size() - 1; i >= 0; i--) {
      if (members.get(CONFIG_MEMBERS.get(i)) instanceof Map<?, ?> map) {
        config.putAll(Frozen.object(map));
      }
    }
    return FrozenMap.over(config, members);
  }
}

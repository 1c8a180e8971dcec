package dev.sluice.edit;

import dev.sluice.model.NodeDefinition;
import dev.sluice.record.NodeFields;
import dev.sluice.record.TypeMember;
import dev.sluice.value.FrozenMap;
import dev.sluice.value.ValueList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The members of a node in any dialect, with one of its fields changed. */
final class NodeMembers {

  private NodeMembers() {}

  /** The members of a new node. */
  static Map<String, Object> of(String id, String type, Map<String, Object> config) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("node_id", id);
    members.put("node_type", type);
    members.put("config", config);
    return FrozenMap.over(members);
  }

  /** A copy in which one member is set. */
  static Map<String, Object> with(
      Map<String, Object> members, String name, @Nullable Object value) {
    if (members.containsKey(name) && Objects.equals(members.get(name), value)) {
      return members;
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return frozen(changed);
  }

  /** A copy without a member. */
  static Map<String, Object> without(Map<String, Object> members, String name) {
    if (!members.containsKey(name)) {
      return members;
    }
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(members);
    changed.remove(name);
    return frozen(changed);
  }

  /** A copy with changed values; the same map if the change returns every value as it is. */
  @SuppressWarnings("ReferenceEquality") // an unchanged value is the same object
  static Map<String, Object> mapped(
      Map<String, Object> members, BiFunction<String, @Nullable Object, @Nullable Object> change) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(members);
    boolean same = true;
    for (Map.Entry<String, @Nullable Object> member : changed.entrySet()) {
      Object value = change.apply(member.getKey(), member.getValue());
      same &= value == member.getValue();
      member.setValue(value);
    }
    return same ? members : frozen(changed);
  }

  /** A copy with changed elements; the same list if the change returns every element itself. */
  @SuppressWarnings("ReferenceEquality") // an unchanged element is the same object
  static List<?> mapped(List<?> list, Function<@Nullable Object, @Nullable Object> change) {
    @Nullable Object[] changed = new @Nullable Object[list.size()];
    boolean same = true;
    for (int i = 0; i < changed.length; i++) {
      changed[i] = change.apply(list.get(i));
      same &= changed[i] == list.get(i);
    }
    return same ? list : new ValueList(changed);
  }

  @SuppressWarnings("NullAway") // JSON null is a value here, which the type of the map excludes
  static Map<String, Object> frozen(Map<String, @Nullable Object> members) {
    return FrozenMap.over(members);
  }

  /** A copy with a new {@code node_id}, if the members had the node's old id. */
  static Map<String, Object> withId(Map<String, Object> members, String old, String id) {
    String member = NodeFields.of(old, members).idMember();
    Map<String, Object> changed = members;
    if (!member.isEmpty() && old.equals(members.get(member))) {
      changed = with(members, member, id);
    }
    for (String holder : NodeDefinition.CONFIG_MEMBERS) {
      // graph editors repeat the id in the config
      if (changed.get(holder) instanceof Map<?, ?> config && old.equals(config.get("node_id"))) {
        changed = with(changed, holder, with(object(config), "node_id", id));
      }
    }
    return changed;
  }

  /** A copy with the id as a member, which nodes of a list need. */
  static Map<String, Object> withOwnId(Map<String, Object> members, String id) {
    return with(members, members.containsKey("node_id") ? "node_id" : idMember(members), id);
  }

  private static String idMember(Map<String, Object> members) {
    return members.containsKey("id") ? "id" : "node_id";
  }

  /** A copy with another type; an editor's prefix of the type is kept. */
  static Map<String, Object> withType(Map<String, Object> members, String type) {
    String name = NodeFields.of("", members).typeMember();
    TypeMember member = TypeMember.named(name);
    if (member == null || !(members.get(name) instanceof String written)) {
      return with(members, "node_type", type);
    }
    String prefixed = written.substring(0, member.startIn(written)) + type;
    return with(
        members,
        name,
        member.startIn(prefixed) == prefixed.length() - type.length() ? prefixed : type);
  }

  /** A copy in which one key of the config is set. */
  static Map<String, Object> withConfig(
      Map<String, Object> members, String key, @Nullable Object value) {
    String holder = holders(members).stream().findFirst().orElse("config");
    Map<String, Object> config =
        members.get(holder) instanceof Map<?, ?> map ? object(map) : Map.of();
    return with(members, holder, with(config, key, value));
  }

  /** A copy without a key of the config. */
  static Map<String, Object> withoutConfig(Map<String, Object> members, String key) {
    Map<String, Object> changed = members;
    for (String holder : holders(members)) {
      if (changed.get(holder) instanceof Map<?, ?> config) {
        changed = with(changed, holder, without(object(config), key));
      }
    }
    return changed;
  }

  /** A copy with another config, in the member that held the old one. */
  static Map<String, Object> withConfig(Map<String, Object> members, Map<String, Object> config) {
    List<String> holders = holders(members);
    Map<String, Object> changed = members;
    for (String other : holders.subList(Math.min(1, holders.size()), holders.size())) {
      changed = without(changed, other);
    }
    return with(changed, holders.isEmpty() ? "config" : holders.get(0), config);
  }

  private static List<String> holders(Map<String, Object> members) {
    List<String> holders = new ArrayList<>();
    for (String name : NodeDefinition.CONFIG_MEMBERS) {
      if (members.get(name) instanceof Map) {
        holders.add(name);
      }
    }
    return holders;
  }

  /** A copy at another position, in the form of the old one. */
  static Map<String, Object> withPosition(Map<String, Object> members, double x, double y) {
    String name =
        members.containsKey("position") || !members.containsKey("pos") ? "position" : "pos";
    Object old = members.get(name);
    if (old instanceof Map<?, ?> map) {
      Map<String, Object> moved = with(object(map), "x", number(map.get("x"), x));
      return with(members, name, with(moved, "y", number(map.get("y"), y)));
    }
    List<?> list = old instanceof List<?> both && both.size() == 2 ? both : List.of(0L, 0L);
    Object[] moved = {number(list.get(0), x), number(list.get(1), y)};
    return with(members, name, new ValueList(moved));
  }

  /** A coordinate: a whole number is an integer, unless the old coordinate was a decimal. */
  private static Number number(@Nullable Object old, double value) {
    boolean integer = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    return integer && !(old instanceof Double) ? (Number) (long) value : value;
  }

  @SuppressWarnings("unchecked") // a JSON object has string keys
  static Map<String, Object> object(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}

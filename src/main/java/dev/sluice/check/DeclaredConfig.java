package dev.sluice.check;

import dev.sluice.check.DeclaredType.Checked;
import dev.sluice.model.NodeType;
import dev.sluice.record.PlainNode;
import dev.sluice.types.TypeTable;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configs of one load's nodes, compared with what their types declare.
 *
 * <p>The positions of a type's keys are worked out once for each shape of configs, that is, for
 * configs with the same keys in the same order. For one thread.
 */
final class DeclaredConfig {

  private static final int MOST_SHAPES = 1 << 10;

  private final DeclaredTypes types;

  /** The last answer for each shape of a config that the fast lane has not read. */
  private @Nullable IdentityHashMap<Object, Located> located;

  DeclaredConfig(DeclaredTypes types) {
    this.types = types;
  }

  /** The keys of a shape, as a type declares them. */
  private static final class Located {
    final DeclaredType declared;

    /** The positions of the checked properties and needed keys in the shape, or -1. */
    final int[] checked;

    final int[] needed;

    /** The numbers of the checked properties that the shape has, in declared order. */
    final int[] present;

    /** The position of the key that disables a node, or -1. */
    final int disabled;

    /** The keys that the type does not declare. */
    final List<String> unknown;

    /** The positions of these keys. */
    final int[] unknownAt;

    Located(DeclaredType declared, ShapedMap config) {
      this.declared = declared;
      checked = new int[declared.checked().size()];
      Arrays.fill(checked, -1);
      List<String> undeclared = List.of();
      int[] undeclaredAt = {};
      int at = 0;
      for (String key : config.keySet()) {
        int number = declared.numberOf(key);
        if (number >= 0) {
          checked[number] = at;
        } else if (number == DeclaredType.UNDECLARED) {
          undeclared = undeclared.isEmpty() ? new ArrayList<>() : undeclared;
          undeclared.add(key);
          undeclaredAt = Arrays.copyOf(undeclaredAt, undeclared.size());
          undeclaredAt[undeclared.size() - 1] = at;
        }
        at++;
      }
      unknown = undeclared;
      unknownAt = undeclaredAt;
      present = present(checked);
      needed = new int[declared.needed().size()];
      for (int i = 0; i < needed.length; i++) {
        needed[i] = config.positionOf(declared.needed().get(i));
      }
      disabled = config.positionOf("_disabled");
    }

    private static int[] present(int[] positions) {
      int count = 0;
      int[] present = new int[positions.length];
      for (int number = 0; number < positions.length; number++) {
        if (positions[number] >= 0) {
          present[count++] = number;
        }
      }
      return Arrays.copyOf(present, count);
    }

    List<Checked> unfit(ShapedMap values) {
      List<Checked> unfit = List.of();
      for (int number : present) {
        Checked property = declared.checked().get(number);
        if (!property.fits(values.valueAt(checked[number]))) {
          unfit = unfit.isEmpty() ? new ArrayList<>() : unfit;
          unfit.add(property);
        }
      }
      return unfit;
    }

    boolean isDisabled(ShapedMap values) {
      return disabled >= 0 && Boolean.TRUE.equals(values.valueAt(disabled));
    }
  }

  /** As {@link DeclaredTypes#builtIn}. */
  @Nullable DeclaredType builtIn(String declared, TypeTable table) {
    return types.builtIn(declared, table);
  }

  /**
   * Whether a node's config has only declared keys, and values that fit.
   *
   * @param type not a placeholder
   */
  boolean isFit(NodeType type, PlainNode node) {
    Located known = located(type, node);
    return known.unknown.isEmpty() && known.unfit(node.values()).isEmpty();
  }

  /** The undeclared keys of a node's config; the type is not a placeholder. */
  List<String> unknown(NodeType type, PlainNode node) {
    return located(type, node).unknown;
  }

  /** The positions of the first {@link #unknown} keys of a node's config. */
  int[] unknownAt(NodeType type, PlainNode node, int count) {
    return Arrays.copyOf(located(type, node).unknownAt, count);
  }

  /** The properties whose values in a node's config do not fit; the type is not a placeholder. */
  List<Checked> unfit(NodeType type, PlainNode node) {
    return located(type, node).unfit(node.values());
  }

  /** The keys that need a value and have none in a node's config; its type is known. */
  List<String> missing(NodeType type, PlainNode node) {
    Located known = located(type, node);
    int lacking = 0;
    for (int at : known.needed) {
      lacking += isMissing(at < 0 ? null : node.values().valueAt(at)) ? 1 : 0;
    }
    if (lacking == 0 || known.isDisabled(node.values())) {
      return List.of();
    }
    List<String> needed = known.declared.needed();
    if (lacking == needed.size()) {
      return needed;
    }
    List<String> missing = new ArrayList<>(lacking);
    for (int i = 0; i < needed.size(); i++) {
      int at = known.needed[i];
      if (isMissing(at < 0 ? null : node.values().valueAt(at))) {
        missing.add(needed.get(i));
      }
    }
    return missing;
  }

  private static boolean isMissing(@Nullable Object value) {
    return value == null || value.equals("");
  }

  /** The keys located in a shape; cached in the shape, which usually belongs to one type only. */
  @SuppressWarnings("ReferenceEquality") // a load has one descriptor of each type
  private Located located(NodeType type, PlainNode node) {
    Shape keys = node.configKeys();
    if (keys.note() instanceof Located known && known.declared.type() == type) {
      return known;
    }
    Located found = new Located(types.of(type), node.config());
    keys.note(found);
    return found;
  }

  /**
   * The undeclared keys of a config, in its order; keys that begin with an underscore are private.
   */
  List<String> unknown(NodeType type, Map<String, Object> config) {
    return config instanceof ShapedMap shaped
        ? located(type, shaped).unknown
        : types.undeclaredKeys(config, type);
  }

  /** The properties whose values do not fit; most configs have none. */
  List<Checked> unfit(NodeType type, Map<String, Object> config) {
    if (config.isEmpty()) {
      return List.of();
    }
    if (!(config instanceof ShapedMap shaped)) {
      return types.of(type).checked().stream()
          .filter(checked -> !checked.fits(config.get(checked.property().name())))
          .toList();
    }
    return located(type, shaped).unfit(shaped);
  }

  /** The keys that need a value and have none in the config. */
  List<String> missing(NodeType type, Map<String, Object> config) {
    ShapedMap shaped = config instanceof ShapedMap map ? map : null;
    Located known = shaped == null ? null : located(type, shaped);
    List<String> needed = known == null ? types.of(type).needed() : known.declared.needed();
    List<String> missing = List.of();
    for (int i = 0; i < needed.size(); i++) {
      String key = needed.get(i);
      int at = known == null ? -1 : known.needed[i];
      Object value = shaped == null ? config.get(key) : at < 0 ? null : shaped.valueAt(at);
      if (value == null || value.equals("")) {
        missing = missing.isEmpty() ? new ArrayList<>() : missing;
        missing.add(key);
      }
    }
    boolean disabled = !missing.isEmpty() && Boolean.TRUE.equals(config.get("_disabled"));
    return disabled ? List.of() : missing;
  }

  @SuppressWarnings("ReferenceEquality") // a load has one descriptor of each type
  private Located located(NodeType type, ShapedMap config) {
    Object shape = config.shape();
    IdentityHashMap<Object, Located> all = located;
    if (all == null) {
      all = new IdentityHashMap<>();
      located = all;
    }
    Located known = all.get(shape);
    if (known != null && known.declared.type() == type) {
      return known;
    }
    Located found = new Located(types.of(type), config);
    if (known != null || all.size() < MOST_SHAPES) {
      all.put(shape, found);
    }
    return found;
  }
}

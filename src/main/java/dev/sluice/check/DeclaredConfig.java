package dev.sluice.check;

import dev.sluice.check.DeclaredType.Checked;
import dev.sluice.model.NodeType;
import dev.sluice.value.ShapedMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configs of one load's nodes, compared with what their types declare.
 *
 * <p>Where a type's keys are is worked out once for each shape of configs, that is, for configs
 * with the same keys in the same order. For one thread.
 */
final class DeclaredConfig {

  private static final int MOST_SHAPES = 1 << 10;

  private final DeclaredTypes types;

  /** The last answer for each shape. */
  private final IdentityHashMap<Object, Located> located = new IdentityHashMap<>();

  DeclaredConfig(DeclaredTypes types) {
    this.types = types;
  }

  /** The keys of a shape, as a type declares them. */
  private static final class Located {
    final DeclaredType declared;

    /** The positions of the checked properties and needed keys in the shape, or -1. */
    final int[] checked;

    final int[] needed;

    /** The keys that the type does not declare. */
    final List<String> unknown;

    Located(DeclaredType declared, ShapedMap config) {
      this.declared = declared;
      checked = new int[declared.checked().size()];
      Arrays.fill(checked, -1);
      List<String> undeclared = List.of();
      int at = 0;
      for (String key : config.keySet()) {
        int number = declared.numberOf(key);
        if (number >= 0) {
          checked[number] = at;
        } else if (number == DeclaredType.UNDECLARED) {
          undeclared = undeclared.isEmpty() ? new ArrayList<>() : undeclared;
          undeclared.add(key);
        }
        at++;
      }
      unknown = undeclared;
      needed = new int[declared.needed().size()];
      for (int i = 0; i < needed.length; i++) {
        needed[i] = config.positionOf(declared.needed().get(i));
      }
    }
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
    Located known = located(type, shaped);
    List<Checked> unfit = List.of();
    for (int i = 0; i < known.checked.length; i++) {
      int at = known.checked[i];
      if (at >= 0 && !known.declared.checked().get(i).fits(shaped.valueAt(at))) {
        unfit = unfit.isEmpty() ? new ArrayList<>() : unfit;
        unfit.add(known.declared.checked().get(i));
      }
    }
    return unfit;
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
    Located known = located.get(shape);
    if (known != null && known.declared.type() == type) {
      return known;
    }
    Located found = new Located(types.of(type), config);
    if (known != null || located.size() < MOST_SHAPES) {
      located.put(shape, found);
    }
    return found;
  }
}

package dev.sluice.check;

import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import dev.sluice.text.Quote;
import dev.sluice.types.TypeTable;
import dev.sluice.value.ShapedMap;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What types declare about the values of configs, compared with those of one load's nodes.
 *
 * <p>What a type declares is worked out once for each type, and where its keys are once for each
 * shape of configs. For one thread.
 */
final class DeclaredConfig {

  /** Choices that a message lists. */
  private static final int MOST_CHOICES = 12;

  private static final int MOST_SHAPES = 1 << 10;

  private final TypeTable types;
  private final IdentityHashMap<NodeType, Declared> declared = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Located> located = new IdentityHashMap<>();

  DeclaredConfig(TypeTable types) {
    this.types = types;
  }

  /** A property whose values have a form to be checked. */
  record Checked(PropertySpec property, ValueForm form) {

    /** What a value must be, for messages. */
    String expected() {
      List<Object> choices = property.choices();
      if (form != ValueForm.CHOICE && form != ValueForm.CHOICES) {
        return form.label();
      }
      String listed =
          choices.stream()
              .limit(MOST_CHOICES)
              .map(choice -> choice instanceof String text ? Quote.of(text) : choice.toString())
              .collect(Collectors.joining(", "));
      int more = choices.size() - MOST_CHOICES;
      return form.label() + " " + listed + (more > 0 ? " and " + more + " more" : "");
    }

    boolean fits(@Nullable Object value) {
      return value == null || form.fits(value, property.choices());
    }
  }

  /**
   * What a type declares.
   *
   * @param checked the properties to check
   * @param needed the keys that need a value, in the config or by a connection
   */
  private record Declared(List<Checked> checked, List<String> needed) {}

  /** The positions of a type's checked properties and needed keys in a shape, or -1. */
  private static final class Located {
    final Declared declared;
    final int[] checked;
    final int[] needed;

    Located(Declared declared, ShapedMap config) {
      this.declared = declared;
      checked = new int[declared.checked().size()];
      for (int i = 0; i < checked.length; i++) {
        checked[i] = config.positionOf(declared.checked().get(i).property().name());
      }
      needed = new int[declared.needed().size()];
      for (int i = 0; i < needed.length; i++) {
        needed[i] = config.positionOf(declared.needed().get(i));
      }
    }
  }

  /** Calls back for each property whose value does not fit; most configs have none. */
  void forEachUnfit(NodeType type, Map<String, Object> config, Consumer<Checked> unfit) {
    Declared of = of(type);
    if (of.checked().isEmpty() || config.isEmpty()) {
      return;
    }
    if (config instanceof ShapedMap shaped) {
      int[] at = located(of, shaped).checked;
      for (int i = 0; i < at.length; i++) {
        if (at[i] >= 0 && !of.checked().get(i).fits(shaped.valueAt(at[i]))) {
          unfit.accept(of.checked().get(i));
        }
      }
      return;
    }
    for (Checked checked : of.checked()) {
      if (!checked.fits(config.get(checked.property().name()))) {
        unfit.accept(checked);
      }
    }
  }

  /** Calls back for each key that needs a value and has none in the config. */
  void forEachMissing(NodeType type, Map<String, Object> config, Consumer<String> missing) {
    Declared of = of(type);
    if (of.needed().isEmpty() || Boolean.TRUE.equals(config.get("_disabled"))) {
      return;
    }
    int[] at = config instanceof ShapedMap shaped ? located(of, shaped).needed : null;
    for (int i = 0; i < of.needed().size(); i++) {
      String key = of.needed().get(i);
      Object value =
          config instanceof ShapedMap shaped && at != null
              ? (at[i] < 0 ? null : shaped.valueAt(at[i]))
              : config.get(key);
      if (value == null || value.equals("")) {
        missing.accept(key);
      }
    }
  }

  private Declared of(NodeType type) {
    Declared known = declared.get(type);
    if (known == null) {
      known = new Declared(checked(type), needed(type));
      declared.put(type, known);
    }
    return known;
  }

  private static List<Checked> checked(NodeType type) {
    List<Checked> checked = new ArrayList<>();
    for (PropertySpec property : type.properties()) {
      ValueForm form = ValueForm.of(property);
      if (form != ValueForm.ANY) {
        checked.add(new Checked(property, form));
      }
    }
    return checked;
  }

  /**
   * The keys that need a value. In the built-in catalog, nearly all inputs are marked as required,
   * and what a type with several actions requires depends on the action, so neither counts there.
   */
  private List<String> needed(NodeType type) {
    boolean builtIn = types.isBuiltIn(type);
    if (builtIn && type.name().endsWith("SuperNode")) {
      return List.of();
    }
    Set<String> needed = new LinkedHashSet<>();
    for (PropertySpec property : type.properties()) {
      if (property.required() && !hasDefault(property)) {
        needed.add(property.name());
      }
    }
    if (!builtIn) {
      for (Port input : type.inputs()) {
        if (input.required() && type.property(input.name()).filter(p -> hasDefault(p)).isEmpty()) {
          needed.add(input.name());
        }
      }
    }
    return List.copyOf(needed);
  }

  private static boolean hasDefault(PropertySpec property) {
    return property.defaultValue().filter(value -> !value.equals("")).isPresent();
  }

  @SuppressWarnings("ReferenceEquality") // a load has one descriptor of each type
  private Located located(Declared of, ShapedMap config) {
    Object shape = config.shape();
    Located known = located.get(shape);
    if (known != null && known.declared == of) {
      return known;
    }
    Located found = new Located(of, config);
    if (known != null || located.size() < MOST_SHAPES) {
      located.put(shape, found);
    }
    return found;
  }
}

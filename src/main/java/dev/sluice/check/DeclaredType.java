package dev.sluice.check;

import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import dev.sluice.record.ValueInspector.LookedAt;
import dev.sluice.text.Quote;
import dev.sluice.types.TypeTable.ResolvedType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a type declares about the configs of its nodes, in the form in which they are checked. */
final class DeclaredType implements LookedAt {

  /** The maximum number of choices that a message lists. */
  private static final int MOST_CHOICES = 12;

  /** Config keys that the editor writes for all types. */
  private static final Set<String> RESERVED_KEYS =
      Set.of(
          "node_id",
          "name",
          "status",
          "color",
          "pos",
          "disabled",
          "selected",
          "visible",
          "width",
          "height");

  /** What {@link #numberOf} returns for keys that need no check, and for undeclared keys. */
  private static final int UNCHECKED = -1;

  static final int UNDECLARED = -2;

  private final NodeType type;
  private final ResolvedType resolved;
  private final List<Checked> checked;

  /** By declared key, the number that {@link #numberOf} returns. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private final Set<String> lookedAt = new HashSet<>();
  private final List<String> needed;

  /**
   * What a type declares.
   *
   * @param builtIn whether the built-in catalog describes it
   */
  DeclaredType(NodeType type, boolean builtIn) {
    this.type = type;
    this.resolved = new ResolvedType(type, Optional.empty(), Optional.empty());
    keys(type).forEach(key -> numbers.put(key, UNCHECKED));
    checked = checked(type);
    for (int number = 0; number < checked.size(); number++) {
      numbers.put(checked.get(number).property().name(), number);
    }
    for (Checked property : checked) {
      if (property.form().looksAtValues()) {
        lookedAt.add(property.property().name());
      }
    }
    type.dynamicPorts().forEach(rule -> lookedAt.add(rule.configKey()));
    needed = needed(type, builtIn);
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

  /** The type. */
  NodeType type() {
    return type;
  }

  /** The type as the result of resolving its own name. */
  ResolvedType resolved() {
    return resolved;
  }

  /** Whether a config key is declared, or private because it begins with an underscore. */
  boolean allows(String key) {
    return numberOf(key) != UNDECLARED;
  }

  /** The properties to check, in declared order. */
  List<Checked> checked() {
    return checked;
  }

  /**
   * The position of a key's property in {@link #checked}; negative if there is none, and {@link
   * #UNDECLARED} if the key is not {@linkplain #allows allowed}.
   */
  int numberOf(String key) {
    Integer number = numbers.get(key);
    if (number != null) {
      return number;
    }
    return type.openConfig() || key.startsWith("_") ? UNCHECKED : UNDECLARED;
  }

  @Override
  public boolean looksAt(String key) {
    return lookedAt.contains(key);
  }

  /**
   * The keys that need a value, either in the config or from a connection; in the order of their
   * messages, so that findings need not be sorted by them.
   */
  List<String> needed() {
    return needed;
  }

  private static Set<String> keys(NodeType type) {
    Set<String> keys = new HashSet<>(type.configKeys());
    keys.addAll(RESERVED_KEYS);
    type.properties().forEach(property -> keys.add(property.name()));
    type.inputs().forEach(port -> keys.add(port.name()));
    return keys;
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
   * The keys that need a value. For built-in types, inputs do not count, because the catalog marks
   * nearly all of them as required; nor do the properties of types with several actions, whose
   * requirements depend on the action.
   */
  private static List<String> needed(NodeType type, boolean builtIn) {
    if (builtIn && type.name().endsWith("SuperNode")) {
      return List.of();
    }
    Set<String> needed = new TreeSet<>(Comparator.comparing(Quote::of).thenComparing(key -> key));
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
}

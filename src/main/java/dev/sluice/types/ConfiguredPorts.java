package dev.sluice.types;

import dev.sluice.model.DynamicPorts;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Determines the ports of a node: those of its type and those its config adds.
 *
 * <p>If the config adds none, the result is the type's own list instead of a copy, so that most
 * nodes share it.
 */
final class ConfiguredPorts {

  /** The maximum length of a port name from a config, as in connections; in UTF-16 units. */
  public static final int MAX_NAME_LENGTH = 128;

  private ConfiguredPorts() {}

  /**
   * The input ports of a node.
   *
   * @param config the node's config; the type's defaults are used for missing keys
   */
  public static List<Port> inputs(NodeType type, Map<String, Object> config) {
    return ports(type, config, false, type.inputs());
  }

  /**
   * The output ports of a node.
   *
   * @param config the node's config; the type's defaults are used for missing keys
   */
  public static List<Port> outputs(NodeType type, Map<String, Object> config) {
    return ports(type, config, true, type.outputs());
  }

  private static List<Port> ports(
      NodeType type, Map<String, Object> config, boolean output, List<Port> template) {
    List<Port> added = new ArrayList<>(0);
    Set<String> taken =
        template.stream().map(Port::name).collect(Collectors.toCollection(HashSet::new));
    for (DynamicPorts rule : type.dynamicPorts()) {
      if (rule.output() == output) {
        Object value = value(type, config, rule.configKey());
        for (String name : names(rule, value)) {
          if (name.length() <= MAX_NAME_LENGTH && taken.add(name)) {
            added.add(new Port(name, rule.dataType(), false));
          }
        }
      }
    }
    if (added.isEmpty()) {
      return template;
    }
    List<Port> all = new ArrayList<>(template);
    all.addAll(added);
    return List.copyOf(all);
  }

  static @Nullable Object value(NodeType type, Map<String, Object> config, String key) {
    return config.containsKey(key)
        ? config.get(key)
        : type.property(key).flatMap(PropertySpec::defaultValue).orElse(null);
  }

  private static List<String> names(DynamicPorts rule, @Nullable Object value) {
    List<String> names = new ArrayList<>();
    if (rule.kind() == DynamicPorts.Kind.COUNT) {
      long last = last(rule, value);
      for (long n = rule.first(); n <= last; n++) {
        names.add(rule.pattern().replace("{n}", Long.toString(n)));
      }
      return names;
    }
    for (String element : ListedValues.of(value, rule.max())) {
      String name = rule.pattern().replace("{value}", element);
      names.add(name.contains("{slug}") ? name.replace("{slug}", slug(element, rule)) : name);
    }
    return names;
  }

  /**
   * The number of the last port that a rule of kind COUNT adds; less than its first if it adds
   * none.
   */
  static long last(DynamicPorts rule, @Nullable Object value) {
    long most = (long) rule.first() + rule.max() - 1;
    return Math.max(Math.min(count(value), most), rule.first() - 1L);
  }

  private static String slug(String element, DynamicPorts rule) {
    // Shortened before the conversion to lower case, because an element may be megabytes long, and
    // after it, because lower case may be longer.
    String lower = first(element, rule.slugLength()).toLowerCase(Locale.ROOT);
    return first(lower, rule.slugLength()).replace(' ', '_').replace('-', '_');
  }

  /** The first characters of a string, without splitting a surrogate pair. */
  private static String first(String text, int characters) {
    return text.length() <= characters || text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters));
  }

  private static long count(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof String text) {
      try {
        return Long.parseLong(text.strip());
      } catch (NumberFormatException e) {
        return 0;
      }
    }
    return 0;
  }
}

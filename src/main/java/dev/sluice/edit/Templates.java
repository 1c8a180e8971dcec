package dev.sluice.edit;

import dev.sluice.model.NodeDefinition;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renames a node in the values of configs: in templates such as {@code {{id.port}}}, and in the
 * members that pair nodes, such as {@code paired_start_id}.
 */
final class Templates {

  private static final Pattern PAIR = Pattern.compile("paired_.*id");

  private final Pattern template;
  private final String old;
  private final String id;
  private final Predicate<String> ports;

  /**
   * The renaming of a node.
   *
   * @param ports whether a template with this port means the node, and not a variable of its name
   */
  Templates(String old, String id, Predicate<String> ports) {
    this.old = old;
    this.id = id;
    this.ports = ports;
    template = Pattern.compile("(\\{\\{\\s*)" + Pattern.quote(old) + "(\\s*\\.\\s*([^\\s.}\\[]+))");
  }

  /** Whether a template with a port refers to a node, and not to a variable of its name. */
  static Predicate<String> portsOf(NodeDefinition node, boolean isVariable) {
    return port -> !isVariable || node.output(port).isPresent();
  }

  /** A value of a config with the new id; the same object if it does not have the old one. */
  @Nullable Object in(@Nullable Object value) {
    if (value instanceof String text) {
      return text.contains("{{") ? in(text) : text;
    }
    if (value instanceof Map<?, ?> map) {
      return in(NodeMembers.object(map));
    }
    if (value instanceof List<?> list) {
      return NodeMembers.mapped(list, this::in);
    }
    return value;
  }

  /** A config with the new id. */
  Map<String, Object> in(Map<String, Object> config) {
    return NodeMembers.mapped(
        config, (key, value) -> old.equals(value) && PAIR.matcher(key).matches() ? id : in(value));
  }

  private String in(String text) {
    String changed =
        template
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        ports.test(found.group(3))
                            ? found.group(1) + id + found.group(2)
                            : found.group()));
    return changed.equals(text) ? text : changed;
  }
}

package dev.sluice.registry.catalog;

import dev.sluice.model.DataType;
import dev.sluice.model.DynamicPorts;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.NodeType.Kind;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decodes the lines of one category into types; for a single use.
 *
 * <pre>
 * type  name  flags...                 abstract, open-ports, open-config; begins a type
 * in    port...                        name:DATATYPE, then ! if required; EXEC if there is no type
 * out   port...
 * editor-in, editor-out  port...       ports that only the editor has
 * prop  name  type  default  choice... ! after the type if required; an empty default means none
 * keys  key...                         further config keys
 * each  in|out  config key  pattern  data type  max  slug length
 * count in|out  config key  pattern  data type  max  first
 * </pre>
 */
final class CatalogDecoder {

  private final String category;
  private final Map<String, NodeType> types = new HashMap<>();
  // Ports recur: a category of eighty types has only a handful of distinct exec ports.
  private final Map<String, Port> ports = new HashMap<>();

  private CatalogDecoder(String category) {
    this.category = category;
  }

  /** The types of a category by name. */
  static Map<String, NodeType> decode(String category) {
    String[] lines = CatalogFile.lines(category);
    CatalogDecoder decoder = new CatalogDecoder(category);
    try {
      for (int i = 0; i < lines.length; ) {
        i = decoder.type(lines, i);
      }
    } catch (RuntimeException e) {
      throw CatalogFile.failure(category, e);
    }
    return decoder.types;
  }

  /** Reads the type that begins at a line and returns the number of the line after it. */
  private int type(String[] lines, int start) {
    String[] head = CatalogFile.fields(lines[start]);
    List<String> flags = Arrays.asList(head).subList(2, head.length);
    List<Port> inputs = List.of();
    List<Port> outputs = List.of();
    List<Port> editorInputs = List.of();
    List<Port> editorOutputs = List.of();
    List<PropertySpec> properties = new ArrayList<>();
    Set<String> keys = Set.of();
    List<DynamicPorts> dynamic = new ArrayList<>();
    int next = start + 1;
    for (; next < lines.length && !lines[next].startsWith(CatalogFile.TYPE); next++) {
      String[] fields = CatalogFile.fields(lines[next]);
      switch (fields[0]) {
        case "in" -> inputs = ports(fields);
        case "out" -> outputs = ports(fields);
        case "editor-in" -> editorInputs = ports(fields);
        case "editor-out" -> editorOutputs = ports(fields);
        case "prop" -> properties.add(property(fields));
        case "keys" -> keys = Set.copyOf(Arrays.asList(fields).subList(1, fields.length));
        case "each", "count" -> dynamic.add(dynamicPorts(fields));
        default -> throw new IllegalStateException("unknown kind of line: " + fields[0]);
      }
    }
    types.put(
        head[1],
        new NodeType(
            head[1],
            category,
            inputs,
            outputs,
            editorInputs,
            editorOutputs,
            properties,
            keys,
            dynamic,
            flags.contains("open-ports"),
            flags.contains("open-config"),
            flags.contains("abstract") ? Kind.ABSTRACT : Kind.CREATABLE,
            NodeFactory.PLAIN));
    return next;
  }

  private List<Port> ports(String[] fields) {
    Port[] list = new Port[fields.length - 1];
    for (int i = 0; i < list.length; i++) {
      list[i] = ports.computeIfAbsent(fields[i + 1], CatalogDecoder::port);
    }
    return List.of(list);
  }

  private static Port port(String field) {
    int colon = field.indexOf(':');
    if (colon < 0) {
      return Port.exec(field);
    }
    boolean required = field.endsWith("!");
    String dataType = field.substring(colon + 1, field.length() - (required ? 1 : 0));
    return new Port(field.substring(0, colon), DataType.valueOf(dataType), required);
  }

  private static PropertySpec property(String[] fields) {
    String type = fields[2];
    boolean required = type.endsWith("!");
    List<Object> choices = new ArrayList<>();
    for (int i = 4; i < fields.length; i++) {
      choices.add(CatalogValue.decode(fields[i]));
    }
    return new PropertySpec(
        fields[1],
        required ? type.substring(0, type.length() - 1) : type,
        required,
        fields[3].isEmpty() ? Optional.empty() : Optional.of(CatalogValue.decode(fields[3])),
        choices);
  }

  private static DynamicPorts dynamicPorts(String[] fields) {
    boolean each = fields[0].equals("each");
    int last = Integer.parseInt(fields[6]);
    return new DynamicPorts(
        fields[1].equals("out"),
        each ? DynamicPorts.Kind.EACH : DynamicPorts.Kind.COUNT,
        fields[2],
        fields[3],
        each ? 0 : last,
        Integer.parseInt(fields[5]),
        each ? last : Integer.MAX_VALUE,
        DataType.valueOf(fields[4]));
  }
}

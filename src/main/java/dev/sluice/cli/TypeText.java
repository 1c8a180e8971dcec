package dev.sluice.cli;

import dev.sluice.cli.TypesCommand.ShownType;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.model.DynamicPorts;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.model.PropertySpec;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text output of {@code types}. */
final class TypeText {

  private static final String INDENT = "  ";

  private final Paint paint;
  private final StringBuilder text = new StringBuilder();

  private TypeText(Paint paint) {
    this.paint = paint;
  }

  /** All types by category. */
  static String list(Map<String, List<String>> categories, Paint paint) {
    TypeText list = new TypeText(paint);
    int all = 0;
    for (Map.Entry<String, List<String>> category : categories.entrySet()) {
      int size = category.getValue().size();
      all += size;
      list.line(paint.bold(category.getKey()) + paint.dim(" (" + size + ")"));
      category.getValue().forEach(name -> list.line(INDENT + name));
    }
    list.line(Quantity.of(all, "type"));
    return list.text.toString();
  }

  /** One type in full. */
  static String of(ShownType shown, Paint paint) {
    TypeText page = new TypeText(paint);
    shown.migration().ifPresent(page::addMigration);
    page.addType(shown.type());
    return page.text.toString();
  }

  private void addMigration(Migration migration) {
    List<String> settings = new ArrayList<>();
    migration.settings().forEach((key, value) -> settings.add(key + " = " + shortened(value)));
    line(
        paint.bold(migration.from())
            + " is replaced by "
            + migration.to()
            + (settings.isEmpty() ? "" : " with " + String.join(", ", settings)));
  }

  private void addType(NodeType type) {
    String kind = type.kind() == NodeType.Kind.ABSTRACT ? ", abstract" : "";
    line(paint.bold(type.name()) + paint.dim(" " + type.category() + kind));
    addPorts("inputs", type.inputs(), type.editorInputs());
    addPorts("outputs", type.outputs(), type.editorOutputs());
    for (DynamicPorts rule : type.dynamicPorts()) {
      String number =
          rule.kind() == DynamicPorts.Kind.EACH ? "for each of " : "in the number given by ";
      String side = rule.output() ? "outputs " : "inputs ";
      line(INDENT + "further " + side + rule.pattern() + " " + number + rule.configKey());
    }
    if (type.openPorts()) {
      line(INDENT + "plus arbitrary ports");
    }
    addProperties(type);
  }

  private void addPorts(String title, List<Port> ports, List<Port> editorOnly) {
    if (ports.isEmpty() && editorOnly.isEmpty()) {
      return;
    }
    line(INDENT + paint.bold(title));
    ports.forEach(port -> addPort(port, ""));
    editorOnly.forEach(port -> addPort(port, ", in the editor only"));
  }

  private void addPort(Port port, String note) {
    String type = port.dataType().name().toLowerCase(Locale.ROOT);
    line(INDENT + INDENT + port.name() + paint.dim(" " + type + required(port.required()) + note));
  }

  private void addProperties(NodeType type) {
    if (!type.properties().isEmpty()) {
      line(INDENT + paint.bold("config"));
    }
    for (PropertySpec property : type.properties()) {
      String standard =
          property.defaultValue().map(value -> ", by default " + shortened(value)).orElse("");
      String choices =
          property.choices().isEmpty() ? "" : ", one of " + shortened(property.choices());
      String note = " " + property.type() + required(property.required()) + standard + choices;
      line(INDENT + INDENT + property.name() + paint.dim(note));
    }
    if (type.openConfig()) {
      line(INDENT + "plus arbitrary config keys");
    }
  }

  private static String required(boolean required) {
    return required ? ", required" : "";
  }

  private static String shortened(Object value) {
    return value instanceof String text ? Quote.of(text) : Quote.safe(value.toString());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}

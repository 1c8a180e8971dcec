package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.List;
import java.util.Optional;

/**
 * A named input or output of a node, which connections attach to.
 *
 * @param name unique among the node's inputs, or among its outputs
 * @param dataType the data type; {@link DataType#EXEC} for an exec port
 * @param required whether the port needs a connection or a config value of the same name
 */
public record Port(String name, DataType dataType, boolean required) {

  /** The name of the exec input that most node types have. */
  public static final String EXEC_IN = "exec_in";

  /** The name of the exec output that most node types have. */
  public static final String EXEC_OUT = "exec_out";

  /** An exec port: it passes execution on and carries no data. */
  public static Port exec(String name) {
    return new Port(name, DataType.EXEC, false);
  }

  /** An optional data port of any type. */
  public static Port any(String name) {
    return new Port(name, DataType.ANY, false);
  }

  /** Whether this is an exec port with one of the two usual names, which diagrams do not label. */
  public boolean isUsualExec() {
    return isExec() && (name.equals(EXEC_IN) || name.equals(EXEC_OUT));
  }

  /** Whether this is an exec port. */
  public boolean isExec() {
    return dataType == DataType.EXEC;
  }

  static Optional<Port> find(String name, List<Port> ports) {
    for (int i = 0; i < ports.size(); i++) { // for every connection; an iterator costs more
      Port port = ports.get(i);
      if (port.name().equals(name)) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }

  /** The name and data type, safe to log: port names can come from a document. */
  @Override
  public String toString() {
    return PrintableText.of(
        "Port[name=" + name + ", dataType=" + dataType + ", required=" + required + "]");
  }
}

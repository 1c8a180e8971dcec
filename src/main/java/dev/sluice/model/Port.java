package dev.sluice.model;

import dev.sluice.value.PrintableText;

/**
 * A named end on a node that connections attach to.
 *
 * @param name unique among the node's inputs, or among its outputs
 * @param dataType what it carries; {@link DataType#EXEC} for an exec port
 * @param required whether a value must arrive here or be configured under the same name
 */
public record Port(String name, DataType dataType, boolean required) {

  /** An exec port: it passes execution on and carries no data. */
  public static Port exec(String name) {
    return new Port(name, DataType.EXEC, false);
  }

  /** An optional data port that takes anything. */
  public static Port any(String name) {
    return new Port(name, DataType.ANY, false);
  }

  /** Whether this port carries execution and not data. */
  public boolean isExec() {
    return dataType == DataType.EXEC;
  }

  /** The name and data type, safe to log: a document can name ports. */
  @Override
  public String toString() {
    return PrintableText.of(
        "Port[name=" + name + ", dataType=" + dataType + ", required=" + required + "]");
  }
}

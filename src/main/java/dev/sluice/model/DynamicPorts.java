package dev.sluice.model;

/**
 * A rule that gives a node further ports by its config.
 *
 * <p>With {@link Kind#EACH} the config value under {@code configKey} is a list, or a
 * comma-separated string, and each element becomes a port; with {@link Kind#COUNT} it is a number
 * and the ports are numbered from {@code first} up to it.
 *
 * @param output whether the ports are outputs
 * @param kind how the config value is read
 * @param configKey the config key read
 * @param pattern the port's name; {@code {value}} stands for an element, {@code {n}} for a number,
 *     {@code {slug}} for an element in lower case with runs of other characters as one underscore
 * @param first the first number of {@link Kind#COUNT}
 * @param dataType what the ports carry
 */
public record DynamicPorts(
    boolean output, Kind kind, String configKey, String pattern, int first, DataType dataType) {

  /** How the config value says which ports there are. */
  public enum Kind {
    /** One port for each element. */
    EACH,
    /** Ports numbered up to the value. */
    COUNT
  }
}

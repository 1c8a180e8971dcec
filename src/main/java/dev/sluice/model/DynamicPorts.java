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
 *     {@code {slug}} for an element in lower case with each space and hyphen as an underscore
 * @param first the first number of {@link Kind#COUNT}
 * @param max how many elements or numbers count at most, 1 to {@value #MAX_PORTS}
 * @param slugLength how many characters of a {@code {slug}} are kept
 * @param dataType what the ports carry
 */
public record DynamicPorts(
    boolean output,
    Kind kind,
    String configKey,
    String pattern,
    int first,
    int max,
    int slugLength,
    DataType dataType) {

  /** The most ports one rule can give a node, whatever a document asks for. */
  public static final int MAX_PORTS = 100;

  /** How the config value says which ports there are. */
  public enum Kind {
    /** One port for each element. */
    EACH,
    /** Ports numbered up to the value. */
    COUNT
  }

  /** Refuses a rule that could give no port, or without bound. */
  public DynamicPorts {
    if (max < 1 || max > MAX_PORTS) {
      throw new IllegalArgumentException("max must be from 1 to " + MAX_PORTS + ", was " + max);
    }
    if (slugLength < 1) {
      throw new IllegalArgumentException("slugLength must be at least 1, was " + slugLength);
    }
  }
}

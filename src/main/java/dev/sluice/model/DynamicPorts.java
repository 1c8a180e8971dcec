package dev.sluice.model;

/**
 * A rule that adds ports to a node depending on its config.
 *
 * <p>With {@link Kind#EACH} the config value of {@code configKey} is a list or a comma-separated
 * string, and each element becomes a port. With {@link Kind#COUNT} it is a number, and the ports
 * are numbered from {@code first} to this number.
 *
 * @param output whether the ports are outputs
 * @param kind how the config value is interpreted
 * @param configKey the key of the config value
 * @param pattern the name of a port; {@code {value}} stands for an element, {@code {n}} for a
 *     number, and {@code {slug}} for an element in lower case with spaces and hyphens replaced by
 *     underscores
 * @param first the first number for {@link Kind#COUNT}
 * @param max the maximum number of ports, 1 to {@value #MAX_PORTS}
 * @param slugLength the maximum length of a {@code {slug}} in characters
 * @param dataType the data type of the ports
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

  /** The maximum number of ports that one rule can add to a node, whatever a document requests. */
  public static final int MAX_PORTS = 100;

  /** How a config value determines the ports. */
  public enum Kind {
    /** One port for each element. */
    EACH,
    /** Ports numbered up to the value. */
    COUNT
  }

  /**
   * One output for each element of a config value, up to {@value #MAX_PORTS}.
   *
   * @param pattern the name of a port, with {@code {value}} or {@code {slug}} for the element
   */
  public static DynamicPorts outputOfEach(String configKey, String pattern, DataType dataType) {
    return new DynamicPorts(true, Kind.EACH, configKey, pattern, 1, MAX_PORTS, MAX_PORTS, dataType);
  }

  /**
   * Inputs numbered from 1 to a config value, up to {@value #MAX_PORTS}.
   *
   * @param pattern the name of a port, with {@code {n}} for the number
   */
  public static DynamicPorts inputsUpTo(String configKey, String pattern, DataType dataType) {
    return new DynamicPorts(
        false, Kind.COUNT, configKey, pattern, 1, MAX_PORTS, MAX_PORTS, dataType);
  }

  /** Refuses a rule that could add no port, or an unlimited number of them. */
  public DynamicPorts {
    if (max < 1 || max > MAX_PORTS) {
      throw new IllegalArgumentException("max must be from 1 to " + MAX_PORTS + ", was " + max);
    }
    if (slugLength < 1) {
      throw new IllegalArgumentException("slugLength must be at least 1, was " + slugLength);
    }
  }
}

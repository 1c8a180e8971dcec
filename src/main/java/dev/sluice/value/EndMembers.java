package dev.sluice.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a connection that has the four ends of the canonical form and nothing else.
 * Immutable, and created when it is asked for: a connection keeps its ends only once.
 */
public final class EndMembers extends IndexedMap implements Frozen {

  /** The keys, in the order of the ends. */
  public static final List<String> KEYS =
      List.of("source_node", "source_port", "target_node", "target_port");

  /** Stands for the members of a connection that are its own ends, which it keeps already. */
  public static final EndMembers OWN = new EndMembers("", "", "", "");

  private final String sourceNode;
  private final String sourcePort;
  private final String targetNode;
  private final String targetPort;

  /** The members with these ends. */
  public EndMembers(String sourceNode, String sourcePort, String targetNode, String targetPort) {
    this.sourceNode = sourceNode;
    this.sourcePort = sourcePort;
    this.targetNode = targetNode;
    this.targetPort = targetPort;
  }

  @Override
  public String keyAt(int index) {
    return KEYS.get(index);
  }

  @Override
  public Object valueAt(int index) {
    return switch (index) {
      case 0 -> sourceNode;
      case 1 -> sourcePort;
      case 2 -> targetNode;
      default -> targetPort;
    };
  }

  @Override
  public int size() {
    return KEYS.size();
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String && KEYS.contains(key);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int index = key instanceof String ? KEYS.indexOf(key) : -1;
    return index < 0 ? null : valueAt(index);
  }
}

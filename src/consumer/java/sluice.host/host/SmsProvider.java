package host;

import dev.sluice.model.Node;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.registry.NodeProvider;
import java.util.List;
import java.util.Set;

/** A node type that the module declares as a service. */
public final class SmsProvider implements NodeProvider {

  @Override
  public Set<String> names() {
    return Set.of("SmsNode");
  }

  @Override
  public NodeType load(String name) {
    return NodeType.of(
        name,
        "messaging",
        List.of(Port.exec("exec_in")),
        List.of(Port.exec("exec_out")),
        SmsNode::new);
  }

  /** What the host makes of a node: the library calls a constructor of a hidden package. */
  record SmsNode(NodeDefinition definition) implements Node {}
}

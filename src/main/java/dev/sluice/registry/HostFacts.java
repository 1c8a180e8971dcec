package dev.sluice.registry;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Records the host's contributions in order, for the fingerprint of its registry. */
final class HostFacts {

  private final StringBuilder text = new StringBuilder();

  void add(NodeType type) {
    line("type", type.name(), type.category(), type.kind());
    line("ports", type.inputs(), type.outputs(), type.editorInputs(), type.editorOutputs());
    line("dynamic", type.dynamicPorts(), type.openPorts(), type.openConfig());
    // Sorted, because the order of an unmodifiable set differs between processes.
    line("config", type.properties(), new TreeSet<>(type.configKeys()));
    add(type.name(), type.factory());
  }

  void add(NodeProvider provider, Collection<String> names) {
    line("provider", identity(provider), names);
  }

  void add(String typeName, NodeFactory factory) {
    line("factory", typeName, factory == NodeFactory.PLAIN ? "" : identity(factory));
  }

  /** A hash of the built-in catalog's fingerprint, the host's contributions and the migrations. */
  String fingerprint(String builtIn, Map<String, Migration> migrations) {
    String all = builtIn + '\n' + text + new TreeMap<>(migrations);
    byte[] hash = Sha256.begin().digest(all.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  private static String identity(Object object) {
    return object.getClass().getName() + '@' + System.identityHashCode(object);
  }

  private void line(Object... values) {
    for (Object value : values) {
      text.append(value).append('\t');
    }
    text.append('\n');
  }
}

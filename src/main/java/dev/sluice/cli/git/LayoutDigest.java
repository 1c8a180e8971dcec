package dev.sluice.cli.git;

import dev.sluice.diff.Fold;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A short digest of where a workflow is drawn: the positions and sizes of nodes and frames. It does
 * not depend on the notation of a position or on the order of nodes.
 */
final class LayoutDigest {

  /** The number of bytes in the digest; each is two hexadecimal digits. */
  private static final int BYTES = 2;

  private final TreeSet<String> lines = new TreeSet<>();

  private LayoutDigest() {}

  /** The digest, of four hexadecimal digits; empty if the workflow has no layout. */
  static Optional<String> of(WorkflowDefinition definition) {
    LayoutDigest layout = new LayoutDigest();
    definition.nodes().values().forEach(layout::add);
    definition.frames().forEach(layout::addFrame);
    layout.addDocument(definition.members());
    layout.addDocument(definition.metadata().members());
    return layout.lines.isEmpty() ? Optional.empty() : Optional.of(layout.digest());
  }

  private void add(NodeDefinition node) {
    node.position().ifPresent(at -> add("node", node.id(), "position", List.of(at.x(), at.y())));
    node.members()
        .forEach(
            (name, value) -> {
              boolean isPosition = name.equals("position") || name.equals("pos");
              if (isLayout(Fold.ofNodeMember(name))
                  && !(isPosition && node.position().isPresent())) {
                add("node", node.id(), name, value);
              }
            });
  }

  private void addFrame(@Nullable Object frame) {
    if (frame instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> geometry = new LinkedHashMap<>();
      map.forEach(
          (name, value) -> {
            if (isLayout(Fold.ofFrameMember(String.valueOf(name)))) {
              geometry.put(String.valueOf(name), value);
            }
          });
      String title = WorkflowFacts.json(map.get("title"));
      geometry.forEach((name, value) -> add("frame", title, name, value));
    }
  }

  private void addDocument(Map<String, Object> members) {
    members.forEach(
        (name, value) -> {
          if (isLayout(Fold.ofDocumentMember(name))) {
            add("document", "", name, value);
          }
        });
  }

  private static boolean isLayout(Optional<Fold> fold) {
    return fold.filter(Fold.LAYOUT::equals).isPresent();
  }

  private void add(String what, String id, String name, @Nullable Object value) {
    Object plain = value instanceof Number number ? (Object) number.doubleValue() : value;
    lines.add(WorkflowFacts.json(List.of(what, id, name)) + WorkflowFacts.json(plain));
  }

  private String digest() {
    MessageDigest sha = Sha256.begin();
    lines.forEach(line -> sha.update((line + '\n').getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(sha.digest(), 0, BYTES);
  }
}

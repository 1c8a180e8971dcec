package dev.sluice.record;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.value.Frozen;
import dev.sluice.value.FrozenMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the metadata of a document: from its metadata object and, for kinds that keep it
 * elsewhere, from other members.
 */
public final class EffectiveMetadata {

  private static final List<String> KEYS =
      List.of(
          "id",
          "name",
          "description",
          "author",
          "version",
          "tags",
          "created_at",
          "modified_at",
          "updated_at");

  private EffectiveMetadata() {}

  /**
   * The body's metadata. Missing members are taken from beside or around the body, but not in a
   * canonical workflow, where such members have no meaning.
   */
  public static WorkflowMetadata of(
      DocumentKind kind,
      boolean listed,
      Map<String, @Nullable Object> body,
      Map<String, @Nullable Object> root) {
    Map<String, Object> own = object(body.get("metadata"));
    if (kind == DocumentKind.WORKFLOW && (!listed || body.containsKey("metadata"))) {
      return new WorkflowMetadata(own);
    }
    Map<String, Object> all = new LinkedHashMap<>(own);
    for (Map<String, @Nullable Object> source :
        List.of(body, new LinkedHashMap<>(object(root.get("metadata"))), root)) {
      for (String key : KEYS) {
        Object value = source.get(key);
        if (value != null) {
          all.putIfAbsent(key, value);
        }
      }
    }
    return new WorkflowMetadata(FrozenMap.over(all));
  }

  private static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? Frozen.object(map) : Map.of();
  }
}

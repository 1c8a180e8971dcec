package dev.sluice.edit;

import dev.sluice.model.DocumentKind;
import dev.sluice.record.EffectiveMetadata;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a metadata member of a document: in the metadata object, beside the workflow's members, or
 * around the workflow.
 */
final class MetadataMembers {

  private static final String METADATA = "metadata";

  private final DocumentKind kind;
  private final boolean listed;
  private Map<String, Object> body;
  private Map<String, Object> wrapper;

  MetadataMembers(
      DocumentKind kind, boolean listed, Map<String, Object> body, Map<String, Object> wrapper) {
    this.kind = kind;
    this.listed = listed;
    this.body = body;
    this.wrapper = wrapper;
  }

  Map<String, Object> body() {
    return body;
  }

  Map<String, Object> wrapper() {
    return wrapper;
  }

  /** The metadata, wherever the document has it. */
  Map<String, Object> effective() {
    return EffectiveMetadata.of(kind, listed, body, wrapper.isEmpty() ? body : wrapper).members();
  }

  /** Sets a value where the old one is, or else in the metadata. */
  void set(String key, @Nullable Object value) {
    Map<String, Object> own = metadata(body);
    if (!own.containsKey(key) && value != null) {
      setOutside(key, value);
      if (value.equals(effective().get(key))) {
        return;
      }
    }
    if (kind == DocumentKind.WORKFLOW && listed && !body.containsKey(METADATA)) {
      Map<String, Object> before = body;
      body = NodeMembers.with(body, key, value);
      if (value != null && value.equals(effective().get(key))) {
        return; // beside the nodes, as the other metadata
      }
      body = before;
      own = usable(effective()); // a metadata object hides what stands beside it
    }
    body = NodeMembers.with(body, METADATA, NodeMembers.with(own, key, value));
  }

  /** The metadata without the values that a load rejects in a metadata object. */
  private static Map<String, Object> usable(Map<String, Object> metadata) {
    Map<String, Object> usable = metadata;
    for (String key : List.of("name", "description", "version")) {
      if (!(metadata.get(key) instanceof String)) {
        usable = NodeMembers.without(usable, key);
      }
    }
    return usable;
  }

  private void setOutside(String key, Object value) {
    Object present = effective().get(key);
    if (present == null) {
      return;
    }
    if (present.equals(body.get(key))) {
      body = NodeMembers.with(body, key, value);
    } else if (present.equals(metadata(wrapper).get(key))) {
      wrapper =
          NodeMembers.with(wrapper, METADATA, NodeMembers.with(metadata(wrapper), key, value));
    } else if (present.equals(wrapper.get(key))) {
      wrapper = NodeMembers.with(wrapper, key, value);
    }
  }

  /** Removes a value wherever it is. */
  void remove(String key) {
    if (metadata(body).containsKey(key)) {
      body = NodeMembers.with(body, METADATA, NodeMembers.without(metadata(body), key));
    }
    Object present = effective().get(key);
    while (present != null) {
      if (present.equals(body.get(key))) {
        body = NodeMembers.without(body, key);
      } else if (present.equals(metadata(wrapper).get(key))) {
        wrapper = NodeMembers.with(wrapper, METADATA, NodeMembers.without(metadata(wrapper), key));
      } else {
        wrapper = NodeMembers.without(wrapper, key);
      }
      present = effective().get(key);
    }
  }

  private static Map<String, Object> metadata(Map<String, Object> members) {
    return members.get(METADATA) instanceof Map<?, ?> map ? NodeMembers.object(map) : Map.of();
  }
}

package dev.sluice.model;

import dev.sluice.value.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The metadata of a document, read through typed accessors with the format's defaults; immutable.
 *
 * <p>Missing ids and dates stay absent. Dates are strings, because the format has no time zones.
 *
 * @param members the metadata object as written, in document order
 */
public record WorkflowMetadata(Map<String, Object> members) {

  /** Metadata of a document that has none. */
  public static final WorkflowMetadata EMPTY = new WorkflowMetadata(Map.of());

  /**
   * Metadata with a copy of these members.
   *
   * @throws InvalidValueException if a value is not a JSON value
   */
  public WorkflowMetadata {
    members = JsonValues.copyOf("metadata", members);
  }

  /** The workflow's own id, if it has one. */
  public Optional<String> id() {
    return text("id");
  }

  /** The name, "Untitled" by default. */
  public String name() {
    return text("name").orElse("Untitled");
  }

  /** The description, empty by default. */
  public String description() {
    return text("description").orElse("");
  }

  /** The author, empty by default. */
  public String author() {
    return text("author").orElse("");
  }

  /** The version as a string, "1.0.0" by default. */
  public String version() {
    return text("version").orElse("1.0.0");
  }

  /** The tags; a string counts as a single tag, and values that are not strings are omitted. */
  public List<String> tags() {
    Object value = members.get("tags");
    if (value instanceof String tag) {
      return List.of(tag);
    }
    List<String> tags = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof String tag) {
          tags.add(tag);
        }
      }
    }
    return List.copyOf(tags);
  }

  /** When the workflow was created, as written. */
  public Optional<String> createdAt() {
    return text("created_at");
  }

  /** When the workflow was last modified, as written. */
  public Optional<String> modifiedAt() {
    return text("modified_at").or(() -> text("updated_at"));
  }

  /** The schema version, "1.0.0" by default. */
  public String schemaVersion() {
    return text("schema_version").orElse("1.0.0");
  }

  private Optional<String> text(String key) {
    return members.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The name and the number of members, safe to log. */
  @Override
  public String toString() {
    return PrintableText.of(
        "WorkflowMetadata[name=" + name() + ", members=" + members.size() + "]");
  }
}

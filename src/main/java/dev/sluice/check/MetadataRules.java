package dev.sluice.check;

import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.record.Locator;
import dev.sluice.record.WorkflowRecord.Member;
import dev.sluice.text.Pointers;
import dev.sluice.text.Quote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule that metadata that no other rule checks has a usable type.
 *
 * <p>Some kinds of documents keep metadata beside the workflow's parts. Such members are remembered
 * until the end of the document, when its kind is known.
 */
final class MetadataRules {

  private static final Set<String> TEXTS =
      Set.of("id", "author", "created_at", "modified_at", "updated_at");

  /** Members that the rules for the metadata object reject, but that are not metadata elsewhere. */
  private static final Set<String> TEXTS_BESIDE = Set.of("name", "description", "version");

  private static final String TAGS = "tags";

  private final Reporter reporter;

  /** Findings about members beside the workflow's parts, by pointer. */
  private final Map<String, Finding> beside = new LinkedHashMap<>();

  private boolean hasObject;

  MetadataRules(Reporter reporter) {
    this.reporter = reporter;
  }

  /** Checks the members of a metadata object. */
  void check(Map<?, ?> metadata, Member member, String pointer, Locator locator) {
    hasObject = true;
    for (Map.Entry<?, ?> entry : metadata.entrySet()) {
      String name = String.valueOf(entry.getKey());
      String fault = TEXTS.contains(name) || name.equals(TAGS) ? fault(name, entry.getValue()) : "";
      if (!fault.isEmpty()) {
        reporter.report(
            Finding.at(
                FindingCode.INVALID_METADATA,
                fault,
                Pointers.child(pointer, name),
                locator.placeWithin(member.offset(), name)));
      }
    }
  }

  /** Remembers a member of a body, which is metadata in some kinds of documents. */
  void note(Member member, String bodyPointer, Locator locator) {
    String name = member.name();
    if (!TEXTS.contains(name) && !TEXTS_BESIDE.contains(name) && !name.equals(TAGS)) {
      return;
    }
    String pointer = Pointers.child(bodyPointer, name);
    beside.remove(pointer); // the last of duplicate members counts
    String fault = fault(name, member.value());
    if (!fault.isEmpty()) {
      beside.put(
          pointer,
          Finding.at(
              FindingCode.INVALID_METADATA, fault, pointer, locator.placeWithin(member.offset())));
    }
  }

  /**
   * Reports findings about members that turn out to be metadata.
   *
   * @param listed whether the nodes are a list
   */
  void finish(DocumentKind kind, boolean listed) {
    if (kind != DocumentKind.WORKFLOW || (listed && !hasObject)) {
      beside.values().forEach(reporter::report);
    }
  }

  /** The error of a value; empty if there is none. */
  private static String fault(String name, @Nullable Object value) {
    if (value == null || value instanceof String) {
      return "";
    }
    if (!name.equals(TAGS)) {
      return "The " + name + " must be a string, not " + Reporter.typeOf(value);
    }
    if (!(value instanceof List<?> list)) {
      return Quote.of(TAGS) + " must be a list of strings, not " + Reporter.typeOf(value);
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof String)) {
        return Quote.of(TAGS)
            + " must be a list of strings; element "
            + i
            + " is "
            + Reporter.typeOf(list.get(i));
      }
    }
    return "";
  }
}

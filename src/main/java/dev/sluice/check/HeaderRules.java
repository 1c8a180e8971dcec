package dev.sluice.check;

import static dev.sluice.model.FindingCode.INVALID_TYPE;
import static dev.sluice.model.FindingCode.MISSING_NAME;
import static dev.sluice.model.FindingCode.MISSING_REQUIRED_FIELD;
import static dev.sluice.model.FindingCode.NAME_TOO_LONG;
import static dev.sluice.model.FindingCode.SCHEMA_VERSION_MISMATCH;

import dev.sluice.config.Limit;
import dev.sluice.finding.Faults;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.record.Locator;
import dev.sluice.record.WorkflowRecord;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.record.WorkflowRecord.Member;
import dev.sluice.text.Pointers;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import dev.sluice.text.WhiteSpace;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules for the members around nodes and connections. */
final class HeaderRules {

  /** The maximum length of a name that fits a title, in code points. */
  private static final int TITLE_LENGTH = 100;

  private final Reporter reporter;
  private final MetadataRules metadataRules;

  private boolean named;
  private boolean topLevelName;
  private @Nullable Finding nameless;

  HeaderRules(Reporter reporter) {
    this.reporter = reporter;
    this.metadataRules = new MetadataRules(reporter);
  }

  /**
   * Checks a member.
   *
   * @param bodyPointer the pointer of the body that contains the member; the member's own pointer
   *     is made only if it is needed, because a document can have tens of thousands of other
   *     members
   */
  void check(Member member, String bodyPointer, Locator locator) {
    metadataRules.note(member, bodyPointer, locator);
    switch (member.name()) {
      case "metadata" -> checkMetadata(member, bodyPointer, locator);
      case "nodes" -> requireContainer(member, "an object or a list", bodyPointer, locator);
      case "connections" -> {
        if (!(member.value() instanceof List)) { // a list here is beside a wrapped workflow
          requireContainer(member, "a list", bodyPointer, locator);
        }
      }
      case "variables", "settings" -> {
        if (!(member.value() instanceof Map)) {
          warn(member, "an object", bodyPointer, locator);
        }
      }
      case "frames" -> {
        if (!(member.value() instanceof List)) {
          warn(member, "a list", bodyPointer, locator);
        }
      }
      case "name" -> topLevelName |= member.value() instanceof String;
      default -> {
        // unknown members are kept as they are
      }
    }
  }

  /**
   * Checks the rules that require the whole document.
   *
   * @param listed whether the nodes are a list
   */
  void finish(WorkflowRecord.End end, boolean listed, Locator locator) {
    metadataRules.finish(end.kind(), listed);
    boolean nameElsewhere = end.kind() != DocumentKind.WORKFLOW && topLevelName;
    if (named || nameElsewhere) {
      return;
    }
    reporter.report(
        nameless != null
            ? nameless
            : Finding.at(
                MISSING_NAME,
                "The document has no metadata with a name",
                "",
                locator.place(end.offset())));
  }

  private void requireContainer(Member member, String wanted, String body, Locator locator) {
    reporter.reject(wrongType(member, wanted, body, locator));
  }

  private void warn(Member member, String wanted, String body, Locator locator) {
    reporter.report(wrongType(member, wanted, body, locator).withSeverity(Severity.WARNING));
  }

  private static Finding wrongType(Member member, String wanted, String body, Locator locator) {
    return Faults.wrongType(
        member.name(),
        wanted,
        Reporter.typeOf(member.value()),
        Pointers.child(body, member.name()),
        locator.placeWithin(member.offset()));
  }

  private void checkMetadata(Member member, String bodyPointer, Locator locator) {
    String pointer = Pointers.child(bodyPointer, member.name());
    if (!(member.value() instanceof Map<?, ?> metadata)) {
      named = true; // its lack of a name has already been reported
      requireContainer(member, "an object", bodyPointer, locator);
      return;
    }
    if (metadata.containsKey("name")) {
      named = true;
      checkName(metadata.get("name"), member, pointer, locator);
    } else if (member.body() == Body.WRAPPED || member.duplicate() || nameless == null) {
      named &= !member.duplicate();
      nameless =
          Finding.at(
                  MISSING_NAME,
                  "The metadata has no name",
                  pointer,
                  locator.placeWithin(member.offset()))
              .suggesting("\"name\": \"What this workflow does\"");
    }
    checkText(metadata, "description", Limit.DESCRIPTION_LENGTH, member, pointer, locator);
    checkText(metadata, "version", Limit.VERSION_LENGTH, member, pointer, locator);
    metadataRules.check(metadata, member, pointer, locator);
    Object schema = metadata.get("schema_version");
    if (metadata.containsKey("schema_version") && !"1.0.0".equals(schema)) {
      reporter.report(
          at(
              SCHEMA_VERSION_MISMATCH,
              "The document's schema version is "
                  + (schema instanceof String text ? Quote.of(text) : Reporter.typeOf(schema))
                  + "; only 1.0.0 is known",
              "schema_version",
              member,
              pointer,
              locator));
    }
  }

  private void checkName(@Nullable Object name, Member member, String pointer, Locator locator) {
    if (!(name instanceof String text)) {
      reporter.reject(
          at(
              INVALID_TYPE,
              "A name must be a string, not " + Reporter.typeOf(name),
              "name",
              member,
              pointer,
              locator));
    } else if (WhiteSpace.isBlank(text)) {
      reporter.reject(
          at(MISSING_REQUIRED_FIELD, "The name is blank", "name", member, pointer, locator));
    } else if (reporter.isLonger(text, Limit.NAME_LENGTH)) {
      reporter.rejectLength(
          Limit.NAME_LENGTH,
          "The name",
          text,
          pointer + "/name",
          locator.placeWithin(member.offset(), "name"));
    } else if (text.codePointCount(0, text.length()) > TITLE_LENGTH) {
      reporter.report(
          at(
              NAME_TOO_LONG,
              "The name has "
                  + Quantity.of(text.codePointCount(0, text.length()), "character")
                  + "; keep it to "
                  + TITLE_LENGTH
                  + " or fewer",
              "name",
              member,
              pointer,
              locator));
    }
  }

  private void checkText(
      Map<?, ?> metadata,
      String name,
      Limit limit,
      Member member,
      String pointer,
      Locator locator) {
    Object value = metadata.get(name);
    if (value == null) {
      return;
    }
    if (!(value instanceof String text)) {
      reporter.reject(
          at(
              INVALID_TYPE,
              "The " + name + " must be a string, not " + Reporter.typeOf(value),
              name,
              member,
              pointer,
              locator));
    } else if (reporter.isLonger(text, limit)) {
      reporter.rejectLength(
          limit,
          "The " + name,
          text,
          pointer + "/" + name,
          locator.placeWithin(member.offset(), name));
    }
  }

  private static Finding at(
      FindingCode code,
      String message,
      String name,
      Member member,
      String pointer,
      Locator locator) {
    return Finding.at(
        code, message, pointer + "/" + name, locator.placeWithin(member.offset(), name));
  }
}

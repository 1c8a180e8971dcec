package dev.sluice.testkit;

import dev.sluice.error.CorruptCompressionException;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.NodeCreationException;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Documents of every kind, documents with each finding of a load or of {@code sluice validate
 * --lint}, and failures with each code.
 */
public final class WorkflowFixtures {

  private static final String FINDINGS = "findings.txt";
  private static final byte[] BROKEN_GZIP = {
    0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff
  };

  private WorkflowFixtures() {}

  /** A small document of a kind; {@code OTHER} is a project file, which a load rejects. */
  public static byte[] ofKind(DocumentKind kind) {
    String nodes =
        "\"nodes\":{\"start\":{\"node_id\":\"start\",\"node_type\":\"StartNode\",\"config\":{}}},"
            + "\"connections\":[]";
    String metadata = "\"metadata\":{\"name\":\"Fixture\"},";
    return bytes(
        switch (kind) {
          case WORKFLOW -> "{" + metadata + nodes + "}";
          case SUBFLOW -> "{\"name\":\"Fixture\",\"inputs\":[],\"outputs\":[]," + nodes + "}";
          case SCENARIO ->
              "{\"id\":\"scenario_1\",\"name\":\"Fixture\",\"workflow\":{"
                  + metadata
                  + nodes
                  + "}}";
          case SNIPPET -> "{\"snippet_id\":\"snippet_1\",\"name\":\"Fixture\"," + nodes + "}";
          case TEMPLATE ->
              "{\"id\":\"template_1\"," + metadata + "\"workflow_definition\":{" + nodes + "}}";
          case OTHER -> "{\"$schema_version\":\"2.0.0\",\"id\":\"proj_1\",\"name\":\"Fixture\"}";
        });
  }

  /**
   * The codes for which there is a document: all codes that a load with default options reports
   * about a document.
   */
  public static Set<FindingCode> codes() {
    Set<FindingCode> codes = new TreeSet<>(documents().keySet());
    codes.add(FindingCode.CORRUPT_COMPRESSION);
    codes.add(FindingCode.INVALID_UTF8);
    return codes;
  }

  /**
   * The codes of lint rules, which a load does not check. The documents for {@link
   * FindingCode#MISSING_REFERENCE} and {@link FindingCode#REFERENCE_CYCLE} have their finding if a
   * directory that contains only them is checked; the document for {@link FindingCode#BANNED_TYPE}
   * has it if the type {@code LogNode} is banned; some others have it only if their code is
   * selected.
   */
  public static Set<FindingCode> lintCodes() {
    Set<FindingCode> codes = new TreeSet<>();
    for (FindingCode code : FindingCode.values()) {
      if (LintFixtures.with(code).isPresent()) {
        codes.add(code);
      }
    }
    return codes;
  }

  /**
   * A document that has a finding with a code, and possibly others. A load with the default options
   * rejects the document if findings with the code reject; it accepts the documents for lint rules.
   *
   * @param code one of {@link #codes} or {@link #lintCodes}
   * @throws IllegalArgumentException if no document has the finding, because it is about the
   *     machine or the host; see {@link #failure}
   */
  public static byte[] with(FindingCode code) {
    return switch (code) {
      case CORRUPT_COMPRESSION -> BROKEN_GZIP.clone();
      case INVALID_UTF8 -> {
        byte[] document = ofKind(DocumentKind.WORKFLOW);
        document[new String(document, StandardCharsets.US_ASCII).indexOf("Fixture")] = (byte) 0xff;
        yield document;
      }
      default ->
          Optional.ofNullable(documents().get(code))
              .map(WorkflowFixtures::bytes)
              .or(() -> LintFixtures.with(code).map(WorkflowDocument::bytes))
              .orElseThrow(
                  () -> new IllegalArgumentException("no document has the finding " + code));
    };
  }

  /** A failure with a code, like that of a real loader, for mocked loaders. */
  public static WorkflowException failure(FindingCode code) {
    Finding finding = Finding.of(code, "A failure for a test");
    return switch (code) {
      case UNREADABLE, CHANGED_WHILE_READING -> new UnreadableSourceException(finding, null);
      case UNWRITABLE -> new UnwritableTargetException(finding, null);
      case CORRUPT_COMPRESSION -> new CorruptCompressionException(finding, null);
      case TRUNCATED, MALFORMED_JSON, MERGE_CONFLICT, INVALID_UTF8 ->
          new MalformedJsonException(finding, null);
      case LIMIT_EXCEEDED -> new LimitExceededException(finding, null);
      case NODE_CREATION_FAILED -> new NodeCreationException(finding, null);
      case BUSY -> new LoaderBusyException(finding, null);
      case TIMED_OUT -> new LoadTimeoutException(finding, null);
      case INTERNAL -> new LoaderFailedException(finding, null);
      default -> new InvalidWorkflowException(finding, null);
    };
  }

  private static Map<FindingCode, String> documents() {
    Map<FindingCode, String> documents = new EnumMap<>(FindingCode.class);
    for (String part : resource().split("(?m)^## ", -1)) {
      if (!part.isBlank()) {
        int end = part.indexOf('\n');
        documents.put(
            FindingCode.valueOf(part.substring(0, end)), part.substring(end + 1).stripTrailing());
      }
    }
    return documents;
  }

  private static String resource() {
    try (InputStream in = WorkflowFixtures.class.getResourceAsStream(FINDINGS)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + FINDINGS + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

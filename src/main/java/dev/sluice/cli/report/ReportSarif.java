package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.answer.ArtifactUri;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.gate.Verdict;
import dev.sluice.cli.report.PassageReader.Passages;
import dev.sluice.cli.report.ReportFormat.ReportWriter;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.locate.LogicalPlaces;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.output.JsonOutput;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SARIF 2.1.0 log of one run: first the rules, then the results, the most severe first.
 *
 * <p>A region is the token at a finding's place. Columns and characters are code points, as stated
 * by the log's {@code columnKind}.
 */
final class ReportSarif implements ReportWriter {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private static final List<FindingCode> RULES = List.of(FindingCode.values());

  /** The name of the fingerprint; GitHub adds one of its own, under another name. */
  private static final String FINGERPRINT = "sluice/v1";

  /** The maximum number of related locations of a result that GitHub shows. */
  private static final int MOST_RELATED = 100;

  private static final String SOURCE_ROOT = "%SRCROOT%";

  private final Terminal terminal;
  private final PassageReader reader;
  private final RepositoryNames names = RepositoryNames.ofWorkingDirectory();
  private final SarifResults results = new SarifResults();
  private final JsonGenerator log;
  private JsonGenerator json;

  /**
   * A log to the terminal.
   *
   * @param reader reads the passages around findings
   */
  ReportSarif(Terminal terminal, PassageReader reader) throws IOException {
    this.terminal = terminal;
    this.reader = reader;
    log = JsonOutput.to(terminal.results());
    json = log;
  }

  @Override
  public void begin() throws IOException {
    json.writeStartObject();
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "sluice");
    json.writeStringField("version", ProgramVersion.current());
    json.writeStringField("informationUri", SarifRules.HOME);
    SarifRules.write(json, RULES);
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeObjectFieldStart("originalUriBaseIds");
    json.writeObjectFieldStart(SOURCE_ROOT);
    SarifRules.writeText(
        json, "description", "The root of the repository, else the working directory.");
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("results");
  }

  @Override
  public void write(Verdict verdict) throws IOException {
    List<Finding> findings = verdict.findings();
    if (findings.isEmpty()) {
      return;
    }
    Input input = verdict.answer().input();
    String name = names.of(input.name());
    Fingerprints fingerprints = new Fingerprints(verdict.answer(), name);
    Passages passages = reader.read(input, findings);
    Iterator<Passage> rest = passages.list().iterator();
    for (Finding finding : findings) {
      Passage passage = finding.place().isPresent() && rest.hasNext() ? rest.next() : null;
      String fingerprint = fingerprints.next(finding);
      String node = LogicalPlaces.nodeOf(verdict.answer().placeOf(finding)).orElse("");
      StringWriter result = new StringWriter();
      try (JsonGenerator generator = JsonOutput.to(result)) {
        json = generator;
        writeResult(new Result(finding, name, node, fingerprint), passage, passages.isCompressed());
      } finally {
        json = log;
      }
      results.add(finding.severity(), result.toString());
    }
  }

  /**
   * The logical location of a result.
   *
   * @param name the name of the file
   * @param node the id of the node, empty if there is none
   */
  private record Result(Finding finding, String name, String node, String fingerprint) {}

  /**
   * Writes a result. The file of a compressed document has no region, because lines and offsets
   * refer to the document.
   */
  private void writeResult(Result result, @Nullable Passage passage, boolean compressed)
      throws IOException {
    Finding finding = result.finding();
    json.writeStartObject();
    json.writeStringField("ruleId", finding.code().name());
    json.writeNumberField("ruleIndex", RULES.indexOf(finding.code()));
    json.writeStringField("level", SarifRules.level(finding.severity()));
    String suggestion = finding.suggestion().map(text -> ". " + text).orElse("");
    SarifRules.writeText(json, "message", finding.message() + suggestion);
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    writeArtifact(result.name());
    if (finding.place().isPresent() && !compressed) {
      writeRegion(finding.place().get(), passage);
    }
    json.writeEndObject();
    writeLogicalLocation(finding.pointer(), result.node());
    json.writeEndObject();
    json.writeEndArray();
    writeRelated(finding.related(), result.name());
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField(FINGERPRINT, result.fingerprint());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void writeArtifact(String name) throws IOException {
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", ArtifactUri.of(name));
    if (!name.equals("-") && !new File(name).isAbsolute()) {
      json.writeStringField("uriBaseId", SOURCE_ROOT);
    }
    json.writeEndObject();
  }

  private void writeRegion(Place place, @Nullable Passage passage) throws IOException {
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", place.line());
    json.writeNumberField("startColumn", place.column());
    if (passage != null) {
      json.writeNumberField("endColumn", place.column() + passage.tokenChars());
      json.writeNumberField("charOffset", passage.charOffset());
      json.writeNumberField("charLength", passage.tokenChars());
      json.writeNumberField("byteOffset", place.offset());
      json.writeNumberField("byteLength", passage.tokenLength());
    }
    json.writeEndObject();
  }

  private void writeLogicalLocation(String pointer, String node) throws IOException {
    if (!pointer.isEmpty()) {
      json.writeArrayFieldStart("logicalLocations");
      json.writeStartObject();
      if (!node.isEmpty()) {
        json.writeStringField("name", node);
      }
      json.writeStringField("fullyQualifiedName", pointer);
      json.writeStringField("kind", "value");
      json.writeEndObject();
      json.writeEndArray();
    }
  }

  private void writeRelated(List<String> pointers, String name) throws IOException {
    if (!pointers.isEmpty()) {
      json.writeArrayFieldStart("relatedLocations");
      for (String pointer : pointers.subList(0, Math.min(MOST_RELATED, pointers.size()))) {
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        writeArtifact(name);
        json.writeEndObject();
        writeLogicalLocation(pointer, "");
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  @Override
  public void end(Tally tally) throws IOException {
    for (String result : results.inOrder()) {
      json.writeRawValue(result);
    }
    json.writeEndArray();
    SarifInvocation invocation =
        new SarifInvocation(tally.exitCode(), tally.omitted(), results.omitted());
    invocation.write(json);
    if (results.omitted() > 0) {
      terminal.complain(invocation.omittedText());
    }
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
    json.close();
  }
}

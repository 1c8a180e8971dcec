package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.sluice.WorkflowLoader;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.model.Place;
import dev.sluice.preview.DialectDocuments;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class WorkflowSearchTest {

  static final List<String> DIALECTS = DialectDocuments.ALL;

  private static final WorkflowQuery CLICKS = WorkflowQuery.parse("type:Click*");

  private @TempDir Path directory;
  private final WorkflowLoader loader = WorkflowLoader.create();
  private final WorkflowSearch search = WorkflowSearch.of(loader);

  @AfterEach
  void close() {
    loader.close();
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content);
  }

  private static String clicks(int count) {
    return Workflows.workflow(
        Workflows.START
            + Workflows.each(count, i -> "," + Workflows.node("c" + i, "ClickElementNode")));
  }

  @Test
  void hits_ofATree_areInTheOrderOfFilesAndPlaces() throws IOException {
    file("b.json", clicks(2));
    file("a.json", clicks(1));
    file("broken.json", "{\"nodes\":");
    file("package.json", "{\"name\":\"x\"}");

    StepVerifier.create(search.hits(directory, ScanOptions.defaults(), CLICKS))
        .assertNext(hit -> assertThat(hit.path()).isEqualTo(directory.resolve("a.json")))
        .assertNext(hit -> assertThat(hit.node()).contains("c0"))
        .assertNext(hit -> assertThat(hit.node()).contains("c1"))
        .verifyComplete();
  }

  @Test
  void hit_ofAValue_hasItsPlaceAndPointer() throws IOException {
    Path file =
        file(
            "a.json",
            "{\"nodes\":{\n  \"s/1\":{\"node_id\":\"s/1\",\"node_type\":\"StartNode\"},\n"
                + "  \"é\":{\"node_id\":\"é\",\"node_type\":\"LogNode\",\"name\":\"Say\","
                + "\"config\":{\"rows\":[1,{\"message\":\"hello\"}]}}},\"connections\":[]}");

    StepVerifier.create(
            search.hits(
                directory, ScanOptions.defaults(), WorkflowQuery.parse("config.**.message:h*")))
        .assertNext(
            hit -> {
              assertThat(hit.path()).isEqualTo(file);
              assertThat(hit.pointer()).isEqualTo("/nodes/é/config/rows/1/message");
              assertThat(hit.place()).isEqualTo(new Place(3, 88, 151));
              assertThat(hit.node()).contains("é");
              assertThat(hit.name()).contains("Say");
              assertThat(hit.field()).isEqualTo("config.rows.1.message");
              assertThat(hit.excerpt()).isEqualTo("\"hello\"");
              assertThat(hit.kind()).isEqualTo(SearchHit.Kind.NODE);
            })
        .verifyComplete();
  }

  /** Whatever the dialect, the pointer leads to a value, which begins at the place. */
  @ParameterizedTest
  @FieldSource("DIALECTS")
  void hits_inEachDialect_pointToValuesOfTheDocument(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    for (String query : List.of("text~.", "type:*", "id:*", "port:*", "var:*", "meta.**:*")) {
      SearchResult result =
          search.search(ByteSource.of("", bytes), WorkflowQuery.parse(query), 1_000).block();

      assertThat(result.hits()).hasSize((int) result.count());
      for (SearchHit hit : result.hits()) {
        JsonElement value = at(JsonParser.parseString(json), hit.pointer());
        int offset = (int) hit.place().offset();
        String there = new String(bytes, offset, bytes.length - offset, StandardCharsets.UTF_8);
        String start = value.isJsonObject() ? "{" : value.isJsonArray() ? "[" : value.toString();
        String key = '"' + hit.pointer().substring(hit.pointer().lastIndexOf('/') + 1) + '"';

        assertThat(there)
            .as("%s: %s", query, hit)
            .satisfiesAnyOf(
                text -> assertThat(text).startsWith(start),
                text -> assertThat(text).startsWith(key));
        assertThat(hit.pointer()).as("%s: %s", query, hit).isNotEmpty();
      }
    }
  }

  private static JsonElement at(JsonElement root, String pointer) {
    JsonElement value = root;
    for (String token : pointer.substring(Math.min(1, pointer.length())).split("/", -1)) {
      String name = token.replace("~1", "/").replace("~0", "~");
      value =
          pointer.isEmpty()
              ? value
              : value.isJsonArray()
                  ? value.getAsJsonArray().get(Integer.parseInt(name))
                  : value.getAsJsonObject().get(name);
      assertThat(value).as(pointer).isNotNull();
    }
    return value;
  }

  @Test
  void scan_tree_hasCountsOfAllFilesAndFailures() throws IOException {
    file("a.json", clicks(3));
    file("b.json", clicks(0));
    file("broken.json", "{\"nodes\":");

    StepVerifier.create(search.scan(directory, ScanOptions.defaults(), CLICKS, 2))
        .assertNext(
            entry -> {
              assertThat(entry.result().orElseThrow().count()).isEqualTo(3);
              assertThat(entry.result().orElseThrow().hits()).hasSize(2);
            })
        .assertNext(entry -> assertThat(entry.result().orElseThrow().count()).isZero())
        .assertNext(entry -> assertThat(entry.result().orElseThrow().accepted()).isFalse())
        .verifyComplete();
  }

  @Test
  void query_aboutRejectedDocuments_findsThemByTheirFindings() throws IOException {
    file("a.json", clicks(1));
    file("broken.json", "{\"nodes\":{},,");

    StepVerifier.create(
            search.hits(
                directory,
                ScanOptions.defaults(),
                WorkflowQuery.parse("finding:MALFORMED_JSON is:rejected")))
        .assertNext(
            hit -> {
              assertThat(hit.path()).hasFileName("broken.json");
              assertThat(hit.place()).isEqualTo(new Place(1, 13, 12));
              assertThat(hit.excerpt()).startsWith("MALFORMED_JSON: ");
            })
        .verifyComplete();
  }

  @Test
  void query_aboutFindings_findsThoseOfLintRules() throws IOException {
    file(
        "a.json",
        Workflows.workflow(
            Workflows.node("a", "LogNode", "{\"password\":\"q8w7e6r5t4\"}")
                + ","
                + Workflows.node("b", "LogNode")));

    StepVerifier.create(
            search.hits(
                directory,
                ScanOptions.defaults(),
                WorkflowQuery.parse("finding:HARDCODED_* type:Log*")))
        .assertNext(
            hit ->
                assertThat(hit.excerpt())
                    .startsWith("HARDCODED_SECRET: The config key \"password\" of node \"a\""))
        .verifyComplete();
  }

  @Test
  void search_compressedDocument_hasPlacesInTheText() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(Workflows.bytes(clicks(1)));
    }

    SearchResult result =
        search.search(ByteSource.of("x", packed.toByteArray()), CLICKS, 9).block();

    assertThat(result.hits())
        .extracting(SearchHit::pointer, hit -> hit.place().offset())
        .containsExactly(
            tuple("/nodes/c0/node_type", (long) clicks(1).indexOf("\"ClickElementNode\"")));
  }

  @Test
  void hits_cancelledAfterTheFirst_endTheScan() throws IOException {
    for (int i = 0; i < 50; i++) {
      file("f" + i + ".json", clicks(2));
    }

    StepVerifier.create(search.hits(directory, ScanOptions.defaults(), CLICKS), 1)
        .expectNextCount(1)
        .thenCancel()
        .verify();
    StepVerifier.create(search.hits(directory, ScanOptions.defaults(), CLICKS).take(3))
        .expectNextCount(3)
        .verifyComplete();
  }

  @Test
  void scan_fileThatIsMissing_isAFailure() {
    StepVerifier.create(search.search(ByteSource.of(directory.resolve("none.json")), CLICKS, 9))
        .verifyError(UnreadableSourceException.class);
    StepVerifier.create(
            search.scan(directory, ScanOptions.defaults(), CLICKS, 9).map(ScanEntry::path))
        .verifyComplete();
  }

  /** How often a document is read from its source until its hits have places. */
  private int readings(String document) {
    AtomicInteger readings = new AtomicInteger();
    Flux<ByteBuffer> stored =
        Flux.defer(
            () -> {
              readings.incrementAndGet();
              return Flux.just(ByteBuffer.wrap(Workflows.bytes(document)));
            });
    StepVerifier.create(search.search(ByteSource.of("", stored), CLICKS, 10))
        .assertNext(
            result ->
                assertThat(result.hits())
                    .extracting(SearchHit::pointer)
                    .containsExactly("/nodes/c0/node_type", "/nodes/c1/node_type"))
        .verifyComplete();
    return readings.get();
  }

  @Test
  void search_documentOfUpToAMebibyte_isReadFromItsSourceOnce() {
    String document = clicks(2);
    String largest = document + " ".repeat((1 << 20) - document.length());

    assertThat(readings(document)).isEqualTo(1);
    assertThat(readings(largest)).isEqualTo(1);
    assertThat(readings(largest + " ")).isEqualTo(2);
  }
}

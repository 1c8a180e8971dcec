package dev.sluice.web;

import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the browser answers about a directory. BlockHound, which is on for all tests, fails whatever
 * blocks an event loop; after each test every buffer of the server has been released.
 */
class WorkflowBrowserTest {

  private static final String CHAIN = Library.idOf("flows/chain.json");
  private static final String BROKEN = Library.idOf("broken.json");

  @TempDir private Path directory;
  private ServedTree served;

  @BeforeEach
  void serve() throws Exception {
    served =
        new ServedTree(directory)
            .with("flows/chain.json", Workflows.chain(120))
            .with("broken.json", "{\"nodes\":{},\n\"connections\":[}")
            .with("package.json", "{\"name\":\"other\"}");
  }

  @AfterEach
  void everyBufferIsReleased() {
    served.close();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  @Test
  void workflows_ofTree_areListedThenChecked() throws Exception {
    HttpResponse<String> answer = served.get("/api/workflows");

    assertThat(answer.headers().firstValue("content-type")).contains("application/x-ndjson");
    assertThat(answer.body().lines())
        .hasSize(5)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "{\"t\":\"item\",\"id\":\"" + BROKEN + "\",\"path\":\"broken.json\"")
                    .contains("\"accepted\":false,\"code\":\"MALFORMED_JSON\"")
                    .endsWith("\"line\":2,\"column\":16,\"errors\":1,\"warnings\":0,\"infos\":0}"),
            line ->
                assertThat(line)
                    .startsWith(
                        "{\"t\":\"item\",\"id\":\"" + CHAIN + "\",\"path\":\"flows/chain.json\"")
                    .contains("\"accepted\":true,\"kind\":\"workflow\",\"name\":\"Demo\"")
                    .contains("\"nodeCount\":121"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"t\":\"listed\",\"count\":2,\"total\":2,\"skipped\":{\"FOREIGN\":1}}"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"t\":\"checked\",\"id\":\""
                            + CHAIN
                            + "\",\"errors\":0,\"warnings\":0,\"infos\":0}"),
            line -> assertThat(line).isEqualTo("{\"t\":\"end\"}"));
  }

  @Test
  void workflows_listedAgain_haveNumbersOfFindingsAtOnce() throws Exception {
    served.get("/api/workflows");

    assertThat(served.lines("/api/workflows?q=CHAIN", "item"))
        .singleElement()
        .asString()
        .endsWith("\"errors\":0,\"warnings\":0,\"infos\":0}");
    assertThat(served.lines("/api/workflows", "checked")).isEmpty();
  }

  @Test
  void workflows_changedFile_isReadAgain() throws Exception {
    served.get("/api/workflows");
    served.with("flows/chain.json", Workflows.chain(7));

    assertThat(served.lines("/api/workflows?q=chain", "item"))
        .singleElement()
        .asString()
        .contains("\"nodeCount\":8");
  }

  @Test
  void workflows_removedFile_isUnknownAfterNextListing() throws Exception {
    served.get("/api/workflows");
    Files.delete(directory.resolve("broken.json"));
    served.get("/api/workflows");

    assertThat(served.get("/api/workflows/" + BROKEN + "/findings").body())
        .contains("\"code\":\"NOT_FOUND\"");
  }

  @Test
  void workflows_symbolicLinkOutOfTheTree_isNeitherListedNorRead(@TempDir Path outside)
      throws Exception {
    Path secret = Files.writeString(outside.resolve("secret.json"), Workflows.chain(5));
    Files.createSymbolicLink(directory.resolve("link.json"), secret);
    Files.createSymbolicLink(directory.resolve("folder"), outside);

    assertThat(served.get("/api/workflows").body()).doesNotContain("link.json", "secret.json");
    for (String name : new String[] {"link.json", "folder/secret.json", "../secret.json"}) {
      String path = "/api/workflows/" + Library.idOf(name);
      assertThat(served.get(path).statusCode()).as(name).isEqualTo(404);
      assertThat(served.get(path + "/source").statusCode()).as(name).isEqualTo(404);
    }
  }

  @Test
  void workflow_fileThatBecomesALinkOutOfTheTree_isNotRead(@TempDir Path outside) throws Exception {
    Path secret = Files.writeString(outside.resolve("secret.json"), Workflows.chain(5));
    Path file = Files.writeString(directory.resolve("moved.json"), Workflows.chain(5));
    String path = "/api/workflows/" + Library.idOf("moved.json");
    assertThat(served.get(path).statusCode()).isEqualTo(200);

    Files.delete(file);
    Files.createSymbolicLink(file, secret);

    for (String view : new String[] {"", "/source", "/findings", "/skeleton", "/svg"}) {
      assertThat(served.get(path + view).statusCode()).as(view).isEqualTo(404);
    }
  }

  @Test
  void workflows_directoryThatIsGone_isProblemAndNotEmptyList() throws Exception {
    try (ServedTree gone = new ServedTree(directory.resolve("gone"))) {
      HttpResponse<String> answer = gone.get("/api/workflows");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .contains("\"code\":\"UNREADABLE\"")
          .doesNotContain(directory.toString());
    }
  }

  @Test
  void workflow_before_anyListing_isFoundByItsId() throws Exception {
    assertThat(served.lines("/api/workflows/" + CHAIN, "nodes")).hasSizeBetween(3, 121);
    assertThat(served.lines("/api/workflows/" + CHAIN, "loaded"))
        .singleElement()
        .asString()
        .contains("\"kind\":\"workflow\"", "\"autoStart\":false", "\"fingerprint\":");
    assertThat(served.lines("/api/workflows/" + CHAIN, "end")).hasSize(1);
  }

  @Test
  void workflow_malformed_endsWithProblemAfterItsEvents() throws Exception {
    HttpResponse<String> answer = served.get("/api/workflows/" + BROKEN);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines().reduce((first, second) -> second).orElseThrow())
        .startsWith("{\"t\":\"error\",\"problem\":{\"type\":\"/help/MALFORMED_JSON\"")
        .contains("\"status\":400", "\"kind\":\"MALFORMED\"", "\"line\":2,\"column\":16");
  }

  @Test
  void skeleton_ofWorkflow_isJson() throws Exception {
    assertThat(served.get("/api/workflows/" + CHAIN + "/skeleton").body())
        .startsWith("{\"kind\":\"workflow\",\"name\":\"Demo\"");
  }

  @Test
  void findings_ofRejectedDocument_areReport() throws Exception {
    HttpResponse<String> answer = served.get("/api/workflows/" + BROKEN + "/findings");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith(
            "{\"kind\":\"workflow\",\"accepted\":false,\"findings\":[{\"severity\":\"ERROR\"");
  }

  @Test
  void source_ofWorkflow_isItsText() throws Exception {
    HttpResponse<String> whole = served.get("/api/workflows/" + CHAIN + "/source");

    assertThat(whole.body()).isEqualTo(Workflows.chain(120));
    assertThat(whole.headers().firstValue("content-type")).contains("text/plain; charset=utf-8");
    assertThat(served.get("/api/workflows/" + CHAIN + "/source?from=100&to=20000").body())
        .isEqualTo(Workflows.chain(120).substring(100, Math.min(20000, whole.body().length())));
    assertThat(served.get("/api/workflows/" + CHAIN + "/source?from=5&to=5").body()).isEmpty();
  }

  @Test
  void source_ofRemovedFile_isProblem() throws Exception {
    served.get("/api/workflows");
    Files.delete(directory.resolve("broken.json"));

    HttpResponse<String> answer = served.get("/api/workflows/" + BROKEN + "/source");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(answer.body()).doesNotContain(directory.toString());
  }

  @Test
  void wholeAnswer_unchanged_isNotSentAgain() throws Exception {
    String path = "/api/workflows/" + CHAIN + "/skeleton";
    String tag = served.get(path).headers().firstValue("etag").orElseThrow();

    HttpResponse<String> again =
        served.send(served.request(path).header("If-None-Match", "\"other\", " + tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    served.with("flows/chain.json", Workflows.chain(3));
    assertThat(served.send(served.request(path).header("If-None-Match", tag)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void diff_ofTwoWorkflows_hasDifferences() throws Exception {
    served.with("flows/next.json", Workflows.chain(121));
    String path = "/api/workflows/" + CHAIN + "/diff";

    assertThat(served.get(path + "?with=" + Library.idOf("flows/next.json")).body())
        .startsWith("{\"differences\":[{\"kind\":\"NODE_ADDED\",\"id\":\"n120\"")
        .contains("{\"kind\":\"CONNECTION_ADDED\"");
    assertThat(served.get(path + "?with=" + CHAIN).body())
        .isEqualTo(
            "{\"differences\":[],\"complete\":true,\"other\":{\"nodes\":[],\"positions\":{}}}");
    assertThat(served.get(path).statusCode()).isEqualTo(400);
    assertThat(served.get(path + "?with=" + BROKEN).statusCode()).isEqualTo(400);
    assertThat(served.get(path + "?with=nothing").statusCode()).isEqualTo(404);
  }

  /** What a picture of both needs of the other workflow, without the configs of its nodes. */
  @Test
  void diff_ofTwoWorkflows_hasNodesAndPositionsOfTheOther() throws Exception {
    String node =
        "'%s':{'node_id':'%s','node_type':'Step','position':[%d,5],'config':{'message':'private'}}";
    served
        .with("one.json", workflow(json(node.formatted("a", "a", 1))))
        .with(
            "two.json",
            workflow(json(node.formatted("a", "a", 2) + "," + node.formatted("b", "b", 3))));

    Map<?, ?> other =
        (Map<?, ?>)
            served
                .json(
                    "/api/workflows/"
                        + Library.idOf("one.json")
                        + "/diff?with="
                        + Library.idOf("two.json"))
                .get("other");
    assertThat(other.get("positions")).isEqualTo(Map.of("a", List.of(2.0, 5.0)));
    assertThat((List<?>) other.get("nodes"))
        .singleElement()
        .asString()
        .contains("id=b", "type=Step", "position=[3.0, 5.0]")
        .doesNotContain("private");
  }

  @Test
  void diff_overItsLimit_hasWhatWasFound() throws Exception {
    try (ServedTree hasty =
        new ServedTree(
            directory, browser -> browser.token("secret").comparedWithin(Duration.ZERO))) {
      hasty.with("flows/other.json", Workflows.chain(121).replace("'wait'", "'other'"));

      assertThat(
              hasty
                  .get("/api/workflows/" + CHAIN + "/diff?with=" + Library.idOf("flows/other.json"))
                  .body())
          .contains("\"kind\":\"NODE_ADDED\",\"id\":\"n120\"", "\"complete\":false")
          .doesNotContain("CONNECTION_ADDED");
    }
  }

  @Test
  void search_ofTree_givesHitsThenTheirNumber() throws Exception {
    HttpResponse<String> answer = served.get("/api/search?q=id:n11");

    assertThat(answer.body().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("{\"t\":\"hit\",\"id\":\"" + CHAIN + "\"")
                    .contains("\"node\":\"n11\"", "\"pointer\":\"/nodes/n11\""),
            line ->
                assertThat(line)
                    .isEqualTo("{\"t\":\"end\",\"matches\":1,\"filesWithMatches\":1,\"files\":2}"));
    assertThat(served.get("/api/search?q=(").body()).contains("\"code\":\"INVALID_QUERY\"");
  }

  @Test
  void search_file_isTheNameRelativeToTheDirectory() throws Exception {
    assertThat(served.lines("/api/search?q=file:flows/*%20id:n11", "hit")).hasSize(1);
    assertThat(served.lines("/api/search?q=file:*%20id:n11", "hit")).isEmpty();
  }

  @Test
  void picture_ofWorkflow_isSvgWithItsOwnPolicy() throws Exception {
    HttpResponse<String> answer = served.get("/api/workflows/" + CHAIN + "/svg?theme=dark");

    assertThat(answer.headers().firstValue("content-type")).contains("image/svg+xml");
    assertThat(answer.headers().allValues("content-security-policy"))
        .containsExactly("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assertThat(answer.body()).startsWith("<svg").endsWith("</svg>\n");
    assertThat(served.get("/api/workflows/" + BROKEN + "/svg").statusCode()).isEqualTo(400);
    assertThat(served.get("/api/workflows/" + CHAIN + "/svg?theme=x").statusCode()).isEqualTo(400);
  }

  @Test
  void openapi_ofBrowser_describesEachRoute() throws Exception {
    assertThat(served.get("/openapi.json").body())
        .startsWith("{\"openapi\":\"3.1.0\"")
        .contains(
            "\"/api/workflows/{id}/source\":{\"get\":{\"summary\":\"The decompressed text\","
                + "\"parameters\":[{\"name\":\"id\",\"in\":\"path\",\"required\":true")
        .contains("\"/api/validate\":{\"post\":{", "\"/api/events\":{\"get\":{");
  }

  @Test
  void types_ofRegistry_areListedAndShown() throws Exception {
    assertThat(served.get("/api/types").body()).contains("\"test\":[\"Step\"]");
    assertThat(served.get("/api/types/Step").body()).startsWith("{\"type\":\"Step\"");
    assertThat(served.get("/api/types/ReadFileNode").body())
        .contains("\"migration\":{\"from\":\"ReadFileNode\"");
    assertThat(served.get("/api/types/Nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void page_needsNoToken() throws Exception {
    String answer =
        served.raw(
            "GET / HTTP/1.1\r\nHost: localhost:" + served.port() + "\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK")
        .contains("content-type: text/html; charset=utf-8");
  }
}

package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.FaultyFiles;
import dev.sluice.support.FaultyFiles.Operation;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One fault at each operation of a request in turn: the answer is the usual one or says that a file
 * cannot be read, without a path of this machine, and the next request has the usual answer.
 */
class ServeFaultsTest {

  private static final Set<Operation> READING =
      EnumSet.of(
          Operation.OPEN,
          Operation.READ,
          Operation.SHORT_READ,
          Operation.CLOSE,
          Operation.LIST,
          Operation.NEXT,
          Operation.ATTRIBUTES);

  /** Answers with a tag are cut short, so that no client keeps a part of them under that tag. */
  private static final Set<String> TAGGED = Set.of("{id}", "{id}/source");

  @TempDir private Path directory;

  @BeforeEach
  void makeATree() throws IOException {
    Files.writeString(directory.resolve("a.json"), Workflows.chain(3));
    Files.createDirectory(directory.resolve("sub"));
    Files.writeString(directory.resolve("sub/b.json"), Workflows.chain(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{id}",
        "{id}/skeleton",
        "{id}/findings",
        "{id}/source",
        "{id}/svg",
        "../search?q=type:LogNode"
      })
  void get_faultAtAnyOperation_isAnsweredAndOver(String request) throws Exception {
    String path = "/api/workflows/" + request.replace("{id}", Library.idOf("a.json"));
    String url = path.replace("workflows/../", "").replaceFirst("/$", "");
    FaultyFiles files = new FaultyFiles(directory);
    int failed = 0;
    try (ServedTree served = new ServedTree(files.path(directory))) {
      String usual = kind(served.get(url));
      for (Operation operation : READING) {
        boolean isReached = true;
        for (int k = 1; isReached; k++) {
          int last = files.count(operation) + k;
          files.fail(operation, k);
          Optional<HttpResponse<String>> answer = answer(served, url);
          isReached = files.count(operation) >= last;
          files.recover();

          if (answer.isEmpty()) {
            assertThat(TAGGED).as("%s %s %d", request, operation, k).contains(request);
          } else {
            String now = kind(answer.get());
            assertThat(now).as("%s %s %d", request, operation, k).isIn(usual, "UNREADABLE");
            assertThat(answer.get().body()).doesNotContain(directory.toString());
            failed += now.equals(usual) ? 0 : 1;
          }
          assertThat(kind(served.get(url))).as("after %s %d", operation, k).isEqualTo(usual);
          assertThat(files.open()).as("after %s %d", operation, k).isZero();
        }
      }
    }
    assertThat(failed).isGreaterThan(2);
  }

  /** The answer; empty if it was cut short. */
  private static Optional<HttpResponse<String>> answer(ServedTree served, String url)
      throws Exception {
    try {
      return Optional.of(served.get(url));
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("chunked transfer encoding");
      return Optional.empty();
    }
  }

  /** What an answer says, without times and the checks of files that are new in a listing. */
  private static String kind(HttpResponse<String> answer) {
    String body = answer.body();
    return body.contains("\"code\":\"UNREADABLE\"")
        ? "UNREADABLE"
        : answer.statusCode()
            + ", lines: "
            + body.lines().filter(line -> !line.startsWith("{\"t\":\"checked\"")).count();
  }
}

package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Files whose names could become headers, with the same content as one with a plain name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledOnOs({OS.LINUX, OS.MAC})
class HostileNamesTest {

  private static final String PLAIN = "plain.json";
  private static final List<String> VIEWS =
      List.of("", "/skeleton", "/findings", "/source", "/svg", "/diff?with=");

  static final List<String> NAMES =
      List.of(
          "a\r\nset-cookie: t=1",
          "a\nset-cookie: t=1",
          "a\rset-cookie: t=1",
          "a\r\n\r\n<script>",
          "a%0d%0aset-cookie: t=1",
          "a; filename=b",
          "a, b",
          "\"a\"",
          "<img src=x onerror=alert(1)>",
          "\u001B[31m",
          "\u0001\u007F",
          " a ");

  @TempDir private static Path directory;
  private ServedTree served;

  @BeforeAll
  void serve() throws Exception {
    served = new ServedTree(directory).with(PLAIN, Workflows.chain(1));
    for (String name : NAMES) {
      served.with(name + ".json", Workflows.chain(1));
    }
  }

  @AfterAll
  void everyBufferIsReleased() {
    served.close();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void headers_ofHostileName_areThoseOfAPlainOne(String name) throws Exception {
    String file = name + ".json";

    for (String view : VIEWS) {
      assertThat(headers(file, view)).as(view).isEqualTo(headers(PLAIN, view));
    }
  }

  private Map<String, List<String>> headers(String file, String view) throws Exception {
    String other = view.endsWith("=") ? Library.idOf(file) : "";
    HttpResponse<String> answer = served.get("/api/workflows/" + Library.idOf(file) + view + other);
    assertThat(answer.statusCode()).as(view).isEqualTo(200);
    return new TreeMap<>(answer.headers().map());
  }
}

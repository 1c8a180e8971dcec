package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the addresses agrees with what they answer and with the documentation. */
class OpenApiTest {

  /** What stands for the variable of a path and for the parameters that are required. */
  private static final Map<String, String> VALUES =
      Map.of(
          "{id}", Library.idOf("a.json"),
          "{name}", "Step",
          "{code}", "UNKNOWN_PORT",
          "{file}", "app.css",
          "with", Library.idOf("a.json"),
          "q", "id:start",
          "since", "");

  @TempDir private Path directory;

  @Test
  void openapi_eachAddress_isAnsweredAsDescribed() throws Exception {
    try (ServedTree served = new ServedTree(directory).with("a.json", Workflows.chain(1))) {
      Map<?, ?> paths = (Map<?, ?>) served.json("/openapi.json").get("paths");
      for (Map.Entry<?, ?> path : paths.entrySet()) {
        Map.Entry<?, ?> method = ((Map<?, ?>) path.getValue()).entrySet().iterator().next();
        Map<?, ?> operation = (Map<?, ?>) method.getValue();

        HttpRequest.Builder request = served.request(address((String) path.getKey(), operation));
        if (method.getKey().equals("post")) {
          request
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Workflows.chain(1)));
        }
        HttpResponse<String> answer = served.send(request);

        assertThat(answer.statusCode()).as("%s", path.getKey()).isEqualTo(200);
        Map<?, ?> described = (Map<?, ?>) ((Map<?, ?>) operation.get("responses")).get("200");
        String type = ((Map<?, ?>) described.get("content")).keySet().iterator().next().toString();
        assertThat(answer.headers().firstValue("content-type").orElseThrow())
            .as("%s", path.getKey())
            .startsWith(type.replace("*/*", "text/css"));
      }
    }
  }

  private static String address(String path, Map<?, ?> operation) {
    String address = path;
    for (Map.Entry<String, String> value : VALUES.entrySet()) {
      if (value.getKey().startsWith("{")) {
        address = address.replace(value.getKey(), value.getValue());
      }
    }
    StringBuilder query = new StringBuilder();
    for (Object each : (List<?>) operation.get("parameters")) {
      Map<?, ?> parameter = (Map<?, ?>) each;
      String name = (String) parameter.get("name");
      if (parameter.get("in").equals("query") && VALUES.containsKey(name)) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(VALUES.get(name));
      }
    }
    return address + query;
  }

  @Test
  void openapi_eachAddress_isDocumented() throws Exception {
    String page = Files.readString(Path.of("docs", "browser.md"));
    try (ServedTree served = new ServedTree(directory)) {
      Map<?, ?> paths = (Map<?, ?>) served.json("/openapi.json").get("paths");
      for (Map.Entry<?, ?> path : paths.entrySet()) {
        Map<?, ?> methods = (Map<?, ?>) path.getValue();
        Map<?, ?> operation = (Map<?, ?>) methods.values().iterator().next();
        String row = row((String) path.getKey(), page);

        for (Object each : (List<?>) operation.get("parameters")) {
          Map<?, ?> parameter = (Map<?, ?>) each;
          if (parameter.get("in").equals("query")) {
            assertThat(row).contains(parameter.get("name") + "=");
          }
        }
      }
    }
  }

  /** The row of the table of addresses. */
  private static String row(String path, String page) {
    if (path.equals("/{file}")) {
      return "";
    }
    String shown = path.replace("{id}", "ID").replace("{name}", "NAME").replace("{code}", "CODE");
    return page.lines()
        .filter(line -> line.startsWith("| `") && line.matches(".*`\\Q" + shown + "\\E[?`].*"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("docs/browser.md does not have " + path));
  }
}

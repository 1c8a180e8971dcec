package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are answered, sent byte by byte as an attacker would send them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {

  private static final String CODES = "\"code\":\"";

  /** The headers that each answer has, with the values that browsers were tried with. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
              + " 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "x-content-type-options",
          "nosniff",
          "referrer-policy",
          "no-referrer",
          "x-frame-options",
          "DENY",
          "cross-origin-opener-policy",
          "same-origin",
          "cross-origin-resource-policy",
          "same-origin",
          "cross-origin-embedder-policy",
          "require-corp",
          "origin-agent-cluster",
          "?1",
          "permissions-policy",
          "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=(),"
              + " display-capture=()");

  @TempDir private static Path directory;
  private ServedTree served;

  @BeforeAll
  void serve() {
    served = new ServedTree(directory, browser -> browser.token("secret").host("flows.example"));
  }

  @AfterAll
  void everyBufferIsReleased() {
    served.close();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "localhost:PORT",
        "LocalHost:PORT",
        "[::1]:PORT",
        "flows.example:PORT",
        "Flows.Example",
        "flows.example"
      })
  void host_ofThisServer_isAnswered(String host) throws Exception {
    assertThat(status(request("GET /api/types", host))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:PORT",
        "evil.example",
        "127.0.0.1",
        "localhost",
        "127.0.0.1:1",
        "127.0.0.2:PORT",
        "0.0.0.0:PORT",
        "localhost.:PORT",
        "localhost:PORT.",
        "localhost.evil.example:PORT",
        "user@localhost:PORT",
        "localhost:PORT@evil.example",
        "localhost:PORT/",
        "http://localhost:PORT",
        "localhost:0PORT",
        "[::1]",
        "::1:PORT",
        "flows.example:1",
        "xflows.example",
        ":PORT"
      })
  void host_ofAnother_isForbidden(String host) throws Exception {
    String answer = served.raw(request("GET /api/types", host));

    assertThat(answer)
        .satisfiesAnyOf(
            refused -> assertThat(refused).startsWith("HTTP/1.1 403 ").contains("FORBIDDEN_HOST"),
            // what is not even an authority
            refused -> assertThat(refused).startsWith("HTTP/1.1 400 ").contains("MALFORMED_"));
    assertThatAllHeadersAreIn(answer);
  }

  @Test
  void host_absentOrTwice_isForbidden() throws Exception {
    String host = "Host: localhost:" + served.port() + "\r\n";

    assertThat(status("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).isEqualTo(403);
    assertThat(status("GET / HTTP/1.1\r\n" + host + host + "Connection: close\r\n\r\n"))
        .isIn(400, 403);
    assertThat(status("GET / HTTP/1.0\r\n\r\n")).isEqualTo(403);
  }

  @Test
  void target_inAbsoluteForm_mustNameTheHost() throws Exception {
    String own = "http://localhost:" + served.port();

    assertThat(status(request("GET " + own + "/api/types", "localhost:PORT"))).isEqualTo(200);
    assertThat(status(request("GET http://evil.example/api/types", "localhost:PORT")))
        .isEqualTo(403);
    assertThat(status(request("GET " + own + "@evil.example/", "localhost:PORT"))).isEqualTo(403);
    assertThat(status(request("GET " + own + ".evil.example/", "localhost:PORT"))).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:PORT,            200",
    "http://127.0.0.1:PORT,            403",
    "https://localhost:PORT,           403",
    "http://localhost:1,               403",
    "http://localhost,                 403",
    "http://evil.example,              403",
    "null,                             403"
  })
  void origin_otherThanOwn_isForbidden(String origin, int status) throws Exception {
    assertThat(status(request("GET /api/types", "localhost:PORT", "Origin: " + origin)))
        .isEqualTo(status);
  }

  /** In a browser another port of 127.0.0.1 is the same site, and its requests say so. */
  @ParameterizedTest
  @CsvSource({
    "/api/types, none,        cors,     empty,    200",
    "/api/types, same-origin, cors,     empty,    200",
    "/api/types, same-site,   cors,     empty,    403",
    "/api/types, cross-site,  no-cors,  script,   403",
    "/api/types, cross-site,  navigate, document, 403",
    "/,          cross-site,  navigate, document, 200",
    "/,          same-site,   navigate, document, 200",
    "/,          same-site,   navigate, iframe,   403",
    "/,          same-site,   no-cors,  image,    403"
  })
  void request_ofAnotherSite_isForbidden(
      String path, String site, String mode, String target, int status) throws Exception {
    assertThat(
            status(
                request(
                    "GET " + path,
                    "localhost:PORT",
                    "Sec-Fetch-Site: " + site,
                    "Sec-Fetch-Mode: " + mode,
                    "Sec-Fetch-Dest: " + target)))
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer secre",
        "Bearer secretx",
        "Basic secret",
        "bearer secret",
        "secret"
      })
  void token_wrongOrAbsent_isUnauthorized(String authorization) throws Exception {
    String answer =
        served.raw(
            "GET /api/types HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n%s\r\n"
                .formatted(
                    served.port(),
                    authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n"));

    assertThat(answer)
        .startsWith("HTTP/1.1 401 ")
        .contains("www-authenticate: Bearer realm=\"sluice\"")
        .contains("open the link that sluice serve printed");
  }

  @Test
  void token_inQueryOrCookie_isNotAccepted() throws Exception {
    String start = " HTTP/1.1\r\nHost: localhost:" + served.port() + "\r\nConnection: close\r\n";

    assertThat(status("GET /api/types?t=secret" + start + "\r\n")).isEqualTo(401);
    assertThat(status("GET /api/types" + start + "Cookie: t=secret\r\n\r\n")).isEqualTo(401);
    assertThat(served.raw(request("GET /", "localhost:PORT"))).doesNotContain("set-cookie");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,    /api/types,    'GET, HEAD'",
    "PUT,     /,             'GET, HEAD'",
    "DELETE,  /api/workflows,'GET, HEAD'",
    "OPTIONS, /api/types,    'GET, HEAD'",
    "TRACE,   /,             'GET, HEAD'",
    "GET,     /api/validate, POST",
    "OPTIONS, /api/validate, POST"
  })
  void method_other_isNotAllowed(String method, String path, String allowed) throws Exception {
    String answer = served.raw(request(method + " " + path, "localhost:PORT"));

    assertThat(answer)
        .startsWith("HTTP/1.1 405 ")
        .contains("allow: " + allowed + "\r\n")
        .doesNotContain("access-control");
  }

  @Test
  void head_likeGet_hasNoBody() throws Exception {
    String get = served.raw(request("GET /api/types", "localhost:PORT"));
    String head = served.raw(request("HEAD /api/types", "localhost:PORT"));

    assertThat(head).isEqualTo(get.substring(0, get.indexOf("\r\n\r\n") + 4));
    assertThat(served.raw(request("HEAD /api/workflows", "localhost:PORT")))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("content-type: application/x-ndjson\r\n")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page/../index.html",
        "//index.html",
        "/index.html/",
        "/index.html%00.js",
        "/index.html;x=1",
        "/INDEX.HTML",
        "/.git/config",
        "/api/workflows/..%2f..%2fetc%2fpasswd",
        "/api/workflows/../../../etc/passwd/source",
        "/api/workflows/AAAAAAAAAAAAAAAAAAAAAA/source",
        "/api/workflows/AAAAAAAAAAAAAAAAAAAAAA",
        "/api/workflows/AAAA/source",
        "/api/workflows/AAAAAAAAAAAAAAAAAAAAAA/nothing",
        "/api/types/../types",
        "/api/types/%3Cscript%3E",
        "/api/",
        "/api"
      })
  void path_hostileOrUnknown_isNotFound(String path) throws Exception {
    String answer = served.raw(request("GET " + path, "localhost:PORT"));

    assertThat(answer).startsWith("HTTP/1.1 404 ").contains(CODES + "NOT_FOUND\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/types?x=1",
        "/?x",
        "/api/workflows?q=a&q=b",
        "/api/workflows?q=%zz",
        "/api/workflows?sort=size",
        "/api/workflows?limit=-1",
        "/api/workflows?limit=x",
        "/api/workflows?limit=99999999999999999999",
        "/api/workflows?&"
      })
  void query_unknownOrMalformed_isBadRequest(String path) throws Exception {
    assertThat(status(request("GET " + path, "localhost:PORT"))).isEqualTo(400);
  }

  @Test
  void body_ofGet_isRefused() throws Exception {
    assertThat(status(request("GET /api/types", "localhost:PORT", "Content-Length: 5") + "hello"))
        .isEqualTo(413);
  }

  /** What the HTTP codec refuses before any handler sees it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /%zz HTTP/1.1|404",
        "GET /<script> HTTP/1.1|404",
        "GET / HTTP/9.9|505",
        "GET|400",
        "\u0001\u0002\u0003|400"
      })
  void line_malformed_isAnswered(String line, int status) throws Exception {
    String answer =
        served.raw(line + "\r\nHost: localhost:" + served.port() + "\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/\\d.\\d " + status + " .*");
    assertThatAllHeadersAreIn(answer);
  }

  @Test
  void request_overTheLimitsOfTheCodec_isRefused() throws Exception {
    String longLine = "GET /" + "a".repeat(2100);
    String longHeader = "X: " + "a".repeat(4200);

    String line = served.raw(request(longLine, "localhost:PORT"));
    assertThat(line).startsWith("HTTP/1.1 414 ");
    assertThatAllHeadersAreIn(line);
    String header = served.raw(request("GET /", "localhost:PORT", longHeader));
    assertThat(header).startsWith("HTTP/1.1 431 ");
    assertThatAllHeadersAreIn(header);
    String lengths =
        served.raw(
            request(
                "POST /api/validate",
                "localhost:PORT",
                "Content-Length: 5",
                "Transfer-Encoding: chunked"));
    assertThat(lengths).startsWith("HTTP/1.1 400 ");
    assertThatAllHeadersAreIn(lengths);
  }

  @Test
  void headers_ofEveryStatus_areComplete() throws Exception {
    for (String start :
        List.of(
            "GET /",
            "GET /api/types",
            "GET /api/workflows",
            "GET /nothing",
            "PUT /",
            "GET /?x",
            "POST /api/validate")) {
      assertThatAllHeadersAreIn(served.raw(request(start, "localhost:PORT")));
    }
    assertThatAllHeadersAreIn(served.raw(request("GET /", "evil.example")));
    String tagged = served.raw(request("GET /", "localhost:PORT"));
    String tag = tagged.replaceAll("(?s).*etag: (\"\\w+\").*", "$1");
    String unchanged = served.raw(request("GET /", "localhost:PORT", "If-None-Match: " + tag));
    assertThat(unchanged).startsWith("HTTP/1.1 304 ");
    assertThatAllHeadersAreIn(unchanged);
  }

  @Test
  void headers_ofBusyServer_areComplete() throws Exception {
    try (ServedTree full =
            new ServedTree(directory, browser -> browser.token("secret").streams(1));
        Socket stream = full.connect()) {
      String start =
          "GET /api/events HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Bearer secret\r\n";
      stream
          .getOutputStream()
          .write((start + "\r\n").formatted(full.port()).getBytes(StandardCharsets.US_ASCII));
      assertThat(stream.getInputStream().read()).isEqualTo('H');

      String busy = full.raw((start + "Connection: close\r\n\r\n").formatted(full.port()));
      assertThat(busy).startsWith("HTTP/1.1 503 ");
      assertThatAllHeadersAreIn(busy);
    }
  }

  private static void assertThatAllHeadersAreIn(String answer) {
    String head = answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
    HEADERS.forEach((name, value) -> assertThat(head).contains(name + ": " + value + "\r\n"));
  }

  private int status(String request) throws Exception {
    return Integer.parseInt(served.raw(request).substring(9, 12));
  }

  /** A request with the token; PORT stands for the port of the server. */
  private String request(String start, String host, String... headers) {
    String lines = String.join("", List.of(headers).stream().map(line -> line + "\r\n").toList());
    return "%s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer secret\r\nConnection: close\r\n%s\r\n"
        .formatted(start, host, lines)
        .replace("PORT", String.valueOf(served.port()));
  }
}

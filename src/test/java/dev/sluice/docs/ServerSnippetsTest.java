package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Rejection;
import dev.sluice.model.ValidationReport;
import dev.sluice.testkit.WorkflowDocument;
import dev.sluice.testkit.WorkflowFixtures;
import dev.sluice.web.WorkflowBrowser;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** The snippets of the guide about servers; see {@link SnippetsTest}. */
class ServerSnippetsTest {

  private final WorkflowLoader loader =
      WorkflowLoader.builder().limits(Limits.untrusted().with(Limit.NODES, 10)).build();

  @AfterEach
  void close() {
    loader.close();
  }

  // region copy-and-release
  /** Copies a buffer of the server and releases it; the load may keep the copy. */
  private static ByteBuffer copyAndRelease(DataBuffer buffer) {
    try {
      ByteBuffer copy = ByteBuffer.allocate(buffer.readableByteCount());
      buffer.toByteBuffer(copy);
      return copy;
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  // endregion

  // region problem
  /** The body of a response of the media type application/problem+json (RFC 9457). */
  private static Map<String, Object> problem(Rejection why) {
    Finding finding = why.finding();
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", finding.code().name());
    problem.put("status", why.kind().httpStatus());
    problem.put("detail", finding.message());
    problem.put("pointer", finding.pointer());
    finding.place().ifPresent(at -> problem.put("line", at.line()));
    finding.place().ifPresent(at -> problem.put("column", at.column()));
    finding.suggestion().ifPresent(text -> problem.put("suggestion", text));
    return problem;
  }

  // endregion

  private HttpHandler webFluxService() {
    Gson gson = new Gson();
    // region webflux-service
    RouterFunction<ServerResponse> routes =
        RouterFunctions.route(
            RequestPredicates.POST("/workflows"),
            request -> {
              Flux<ByteBuffer> body =
                  request
                      .body(BodyExtractors.toDataBuffers()) // as it arrives, never joined
                      .map(buffer -> copyAndRelease(buffer))
                      .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
              return loader
                  .validate(body)
                  .map(ValidationReport::rejection)
                  .onErrorResume(
                      WorkflowException.class, // busy, timed out, unreadable
                      failure -> Mono.just(Optional.of(failure.rejection())))
                  .flatMap(
                      rejection ->
                          rejection.isEmpty()
                              ? ServerResponse.noContent().build()
                              : ServerResponse.status(rejection.get().kind().httpStatus())
                                  .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                                  .bodyValue(gson.toJson(problem(rejection.get()))));
            });
    // endregion
    return RouterFunctions.toHttpHandler(routes);
  }

  @Test
  void webFlux() throws Exception {
    ReactorHttpHandlerAdapter handler = new ReactorHttpHandlerAdapter(webFluxService());
    assertAnswers(HttpServer.create().host("127.0.0.1").port(0).handle(handler).bindNow());
  }

  @Test
  void webFlux_uploadsThatEndInAnyWay_releaseEveryBuffer() throws Exception {
    UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(false);
    LoopResources loops = LoopResources.create("buffers");
    DisposableServer server =
        HttpServer.create()
            .runOn(loops)
            .host("127.0.0.1")
            .port(0)
            .childOption(ChannelOption.ALLOCATOR, buffers)
            .handle(new ReactorHttpHandlerAdapter(webFluxService()))
            .bindNow();
    byte[] document = WorkflowDocument.chain(9).bytes();
    byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    byte[] broken = "{]".getBytes(StandardCharsets.US_ASCII);
    try {
      assertThat(post(server, document).statusCode()).isEqualTo(204);
      for (int i = 0; i < 5; i++) {
        upload(server, 3 * blanks.length, document, blanks); // never comes to its end
        upload(server, 2 * blanks.length + 2, broken, blanks, blanks);
        upload(server, 100, new byte[0]);
      }
    } finally {
      server.disposeNow();
      loops.disposeLater(Duration.ofMillis(100), Duration.ofSeconds(10)).block();
    }
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (used(buffers) > 0 && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(used(buffers)).isZero();
  }

  /** Sends a part of a request's body, and disconnects. */
  private static void upload(DisposableServer server, int length, byte[]... parts)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream request = socket.getOutputStream();
      request.write(
          "POST /workflows HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
              .formatted(length)
              .getBytes(StandardCharsets.US_ASCII));
      for (byte[] part : parts) {
        request.write(part);
      }
      request.flush();
    }
  }

  private static long used(UnpooledByteBufAllocator buffers) {
    return buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory();
  }

  @Test
  void reactorNetty() throws Exception {
    Gson gson = new Gson();
    // region netty-service
    HttpServer server =
        HttpServer.create()
            .route(
                routes ->
                    routes.post(
                        "/workflows",
                        (request, response) ->
                            loader
                                .validate(request.receive().asByteArray().map(ByteBuffer::wrap))
                                .map(ValidationReport::rejection)
                                .onErrorResume(
                                    WorkflowException.class,
                                    failure -> Mono.just(Optional.of(failure.rejection())))
                                .flatMap(
                                    rejection ->
                                        rejection.isEmpty()
                                            ? response.status(204).send()
                                            : response
                                                .status(rejection.get().kind().httpStatus())
                                                .header("content-type", "application/problem+json")
                                                .sendString(
                                                    Mono.just(
                                                        gson.toJson(problem(rejection.get()))))
                                                .then())));
    // endregion
    assertAnswers(server.host("127.0.0.1").port(0).bindNow());
  }

  @Test
  void workflowBrowserInWebFlux() throws Exception {
    WorkflowBrowser browser =
        WorkflowBrowser.builder(loader, Path.of("docs/examples")).root("/workflows").build();
    RouterFunction<ServerResponse> application =
        RouterFunctions.route(
            RequestPredicates.GET("/health"), request -> ServerResponse.noContent().build());
    // region serve-browser-webflux
    HttpServer server =
        HttpServer.create()
            .route(
                routes -> {
                  browser.accept(routes);
                  routes.route(
                      request -> true,
                      new ReactorHttpHandlerAdapter(RouterFunctions.toHttpHandler(application)));
                });
    // endregion
    DisposableServer bound = server.host("127.0.0.1").port(0).bindNow();
    try {
      assertThat(get(bound, "/workflows/").body()).contains("<title>Sluice</title>");
      assertThat(get(bound, "/workflows/api/workflows").body())
          .contains("\"path\":\"overdue-invoices.json\"");
      assertThat(get(bound, "/health").statusCode()).isEqualTo(204);
      assertThat(get(bound, "/api/workflows").statusCode()).isEqualTo(404);
    } finally {
      bound.disposeNow();
    }
  }

  private static HttpResponse<String> get(DisposableServer server, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void anyMapper() {
    byte[] document = WorkflowDocument.chain(1).bytes();
    Gson gson = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    // region any-mapper
    Mono<String> json = loader.read(document).map(workflow -> gson.toJson(workflow.toMap()));
    // endregion
    assertThat(json.block()).isEqualTo(WorkflowDocument.chain(1).json());
  }

  private void assertAnswers(DisposableServer server) throws Exception {
    try {
      assertThat(post(server, WorkflowDocument.chain(2).bytes()).statusCode()).isEqualTo(204);
      assertProblem(server, 400, FindingCode.MALFORMED_JSON);
      assertProblem(server, 400, FindingCode.CORRUPT_COMPRESSION);
      assertProblem(server, 413, FindingCode.LIMIT_EXCEEDED);
      assertProblem(server, 422, FindingCode.DANGEROUS_PATTERN);
      loader.close();
      HttpResponse<String> busy = post(server, WorkflowDocument.chain(2).bytes());
      assertThat(busy.statusCode()).isEqualTo(503);
      assertThat(busy.body()).startsWith("{\"title\":\"BUSY\",\"status\":503,");
    } finally {
      server.disposeNow();
    }
  }

  private static void assertProblem(DisposableServer server, int status, FindingCode code)
      throws Exception {
    HttpResponse<String> answer = post(server, WorkflowFixtures.with(code));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .startsWith("{\"title\":\"" + code + "\",\"status\":" + status + ",\"detail\":\"");
  }

  private static HttpResponse<String> post(DisposableServer server, byte[] document)
      throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + "/workflows");
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .POST(HttpRequest.BodyPublishers.ofByteArray(document))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }
}

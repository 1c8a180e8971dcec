package dev.sluice.web;

import dev.sluice.flow.Boundary;
import dev.sluice.text.Sha256;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.FutureMono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Answers requests: checks them, finds the endpoint, and sends its response. */
final class Dispatcher {

  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final String GET = "GET";
  private static final long MOST_DRAINED = 1 << 20;
  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(2);

  private final Router router;
  private final Guard guard;
  private final String root;
  private final Semaphore streams;
  private final Duration patience;
  private volatile boolean closed;

  /**
   * A dispatcher.
   *
   * @param root the path under which the routes are, without a slash at its end
   * @param streams how many streamed responses there may be at once
   * @param patience how long a client of a streamed response may read nothing
   */
  Dispatcher(Router router, Guard guard, String root, int streams, Duration patience) {
    this.router = router;
    this.guard = guard;
    this.root = root;
    this.streams = new Semaphore(streams);
    this.patience = patience;
  }

  /** Refuses all further requests. */
  void close() {
    closed = true;
  }

  /** Whether the path of a request is under the root. */
  boolean owns(HttpServerRequest request) {
    String path = pathOf(request.uri());
    return path.equals(root) || path.startsWith(root + "/");
  }

  /**
   * Answers a request. Every exception becomes a response: a linkage error or an out-of-memory
   * error, which Reactor would not signal, must not leave the client waiting.
   */
  Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    Channel channel = channelOf(request);
    return Boundary.around(
        Boundary.around(Mono.defer(() -> answer(request, channel)))
            .onErrorResume(failure -> Mono.just(problem(request, failure)))
            .flatMap(
                answer ->
                    drained(answer, request)
                        .then(Mono.defer(() -> send(answer, request, response, channel)))));
  }

  /**
   * Reads the rest of a refused body, within limits: a client that is still writing when the
   * connection is closed may not see the response.
   */
  private static Mono<Void> drained(Response answer, HttpServerRequest request) {
    HttpHeaders headers = request.requestHeaders();
    if (answer.status() < 400 || !hasBody(headers) || headers.contains("expect")) {
      return Mono.empty();
    }
    return request
        .receive()
        .map(ByteBuf::readableBytes)
        .scan(0L, Long::sum)
        .takeUntil(total -> total > MOST_DRAINED)
        .then()
        .timeout(DRAINED_WITHIN, Mono.empty())
        .onErrorComplete() // the body has been read, or the client has left
        .contextWrite(
            context ->
                context.put("reactor.onErrorDropped.local", (Consumer<Throwable>) late -> {}));
  }

  private Mono<Response> answer(HttpServerRequest request, Channel channel) {
    String target = request.uri();
    String path = pathOf(target).substring(root.length());
    InetSocketAddress local = (InetSocketAddress) channel.localAddress();
    boolean secure = channel.pipeline().get(SslHandler.class) != null;
    Guard.Claims claims =
        new Guard.Claims(target, request.requestHeaders(), local.getPort(), secure);
    if (request.version().majorVersion() != 1 || request.version().minorVersion() > 1) {
      throw new ProblemException(
          Problem.of(505, "UNKNOWN_VERSION", "The server supports only HTTP/1.0 and HTTP/1.1"));
    }
    Optional<Problem> refusal = guard.refusal(claims, path, path.startsWith("/api/"));
    if (refusal.isPresent()) {
      return Mono.error(new ProblemException(refusal.get()));
    }
    if (closed) {
      return Mono.error(new ProblemException(Problem.closed()));
    }
    if (path.isEmpty()) {
      return Mono.just(
          new Response.Whole(308, "text/plain", new byte[0], Map.of("location", root + "/")));
    }
    Router.Match match =
        router
            .find(path)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.unknown(
                            "No endpoint has this path; " + root + "/openapi.json lists all")));
    Router.Route route = match.route();
    if (!route.takes(request.method().name())) {
      throw new ProblemException(
          Problem.of(
              405,
              "METHOD_NOT_ALLOWED",
              "This endpoint accepts only " + route.methods(),
              Map.of("allow", route.methods())));
    }
    if (route.method().equals(GET) && hasBody(request.requestHeaders())) {
      throw new ProblemException(
          Problem.of(413, "BODY_NOT_ALLOWED", "This endpoint accepts no body"));
    }
    int query = target.indexOf('?');
    Call call =
        new Call(
            match.variable(),
            Call.parameters(query < 0 ? "" : target.substring(query + 1), route.parameters()),
            name -> Optional.ofNullable(request.requestHeaders().get(name)).orElse(""),
            request.receive().asByteArray().map(ByteBuffer::wrap));
    return route.endpoint().answer(call);
  }

  private static boolean hasBody(HttpHeaders headers) {
    return headers.contains("transfer-encoding")
        || !Optional.ofNullable(headers.get("content-length")).orElse("0").equals("0");
  }

  private Response problem(HttpServerRequest request, Throwable failure) {
    Problem problem = Problem.of(failure);
    if (problem.status() == 500) {
      LOG.error("{} failed as {}", request.requestId(), problem.instance(), failure);
    } else {
      LOG.debug(
          "{} answered with {} as {}", request.requestId(), problem.code(), problem.instance());
    }
    return Response.problem(problem, root);
  }

  private Mono<Void> send(
      Response answer, HttpServerRequest request, HttpServerResponse response, Channel channel) {
    SecurityHeaders.completeIn(response.responseHeaders());
    response.status(answer.status()).header("content-type", answer.type());
    answer.headers().forEach(response::header);
    if (answer.status() >= 400 && !request.method().name().equals(GET)) {
      response.keepAlive(false); // the rest of the body is not read
    }
    boolean isHead = request.method().name().equals("HEAD");
    if (answer instanceof Response.Whole whole) {
      return sendWhole(whole, request, response, isHead);
    }
    String tag = answer.headers().get("etag");
    response.header("cache-control", tag == null ? "no-store" : "no-cache");
    if (tag != null && matches(request.requestHeaders().get("if-none-match"), tag)) {
      response.responseHeaders().remove("content-type");
      return response.status(304).send();
    }
    return isHead
        ? response.send()
        : sendStreamed((Response.Streamed) answer, request, response, channel);
  }

  private static Mono<Void> sendWhole(
      Response.Whole whole,
      HttpServerRequest request,
      HttpServerResponse response,
      boolean isHead) {
    response.header("cache-control", whole.status() == 200 ? "no-cache" : "no-store");
    if (whole.status() == 200) {
      String tag = '"' + digest(whole.body()) + '"';
      response.header("etag", tag);
      if (matches(request.requestHeaders().get("if-none-match"), tag)) {
        response.responseHeaders().remove("content-type");
        return response.status(304).send();
      }
    }
    if (isHead) {
      return response.header("content-length", String.valueOf(whole.body().length)).send();
    }
    return response.sendByteArray(Mono.just(whole.body())).then();
  }

  private Mono<Void> sendStreamed(
      Response.Streamed answer,
      HttpServerRequest request,
      HttpServerResponse response,
      Channel channel) {
    if (!streams.tryAcquire()) {
      Problem problem = Problem.busy("Too many responses are being streamed; try again later");
      return send(Response.problem(problem, root), request, response, channel);
    }
    AtomicReference<Semaphore> permit = new AtomicReference<>(streams);
    return StreamWriter.write(channel, response.sendHeaders().then(), answer.chunks(), patience)
        .onErrorResume(
            failure -> {
              if (!response.hasSentHeaders()) {
                answer.headers().keySet().forEach(response.responseHeaders()::remove);
                return send(problem(request, failure), request, response, channel);
              }
              // a body that ends without its last chunk shows the client that it is incomplete
              LOG.debug("{} ends early", request.requestId(), failure);
              return FutureMono.from(channel.close());
            })
        .doFinally(
            end -> {
              Semaphore taken = permit.getAndSet(null);
              if (taken != null) {
                taken.release();
              }
            });
  }

  private static boolean matches(@Nullable String condition, String tag) {
    return condition != null
        && Arrays.stream(condition.split(",", -1))
            .map(String::strip)
            .anyMatch(each -> each.equals(tag) || each.equals("*") || each.equals("W/" + tag));
  }

  private static String digest(byte[] body) {
    return HexFormat.of().formatHex(Sha256.begin().digest(body), 0, 16);
  }

  /** The path of a target in origin form or absolute form, as sent. */
  private static String pathOf(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    int authority = path.startsWith("/") ? -1 : path.indexOf("://");
    if (authority >= 0) {
      int slash = path.indexOf('/', authority + 3);
      return slash < 0 ? "/" : path.substring(slash);
    }
    return path;
  }

  private static Channel channelOf(HttpServerRequest request) {
    AtomicReference<Channel> channel = new AtomicReference<>();
    request.withConnection(connection -> channel.set(connection.channel()));
    return Objects.requireNonNull(channel.get(), "channel");
  }
}

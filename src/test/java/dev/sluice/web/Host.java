package dev.sluice.web;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A way to serve HTTP: it hands the request's body on as it comes in, never joined. */
enum Host {
  WEBFLUX {
    @Override
    BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>> serving(
        Function<Flux<ByteBuffer>, Mono<Answer>> answers) {
      return new ReactorHttpHandlerAdapter(
          RouterFunctions.toHttpHandler(
              RouterFunctions.route(
                  RequestPredicates.POST("/"),
                  request ->
                      answers
                          .apply(
                              request
                                  .body(BodyExtractors.toDataBuffers())
                                  .map(Host::take)
                                  .doOnDiscard(DataBuffer.class, DataBufferUtils::release))
                          .flatMap(
                              answer ->
                                  ServerResponse.status(answer.status())
                                      .bodyValue(answer.text())))));
    }
  },
  REACTOR_NETTY {
    @Override
    BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>> serving(
        Function<Flux<ByteBuffer>, Mono<Answer>> answers) {
      return (request, response) ->
          answers
              .apply(request.receive().map(Host::copy))
              .flatMap(
                  answer ->
                      response.status(answer.status()).sendString(Mono.just(answer.text())).then());
    }
  };

  /** What is sent back. */
  record Answer(int status, String text) {}

  abstract BiFunction<HttpServerRequest, HttpServerResponse, ? extends Publisher<Void>> serving(
      Function<Flux<ByteBuffer>, Mono<Answer>> answers);

  private static ByteBuffer take(DataBuffer buffer) {
    try {
      ByteBuffer copy = ByteBuffer.allocate(buffer.readableByteCount());
      buffer.toByteBuffer(copy);
      return copy;
    } finally {
      DataBufferUtils.release(buffer);
    }
  }

  /** Reactor Netty releases a buffer after it has been emitted. */
  private static ByteBuffer copy(ByteBuf buffer) {
    ByteBuffer copy = ByteBuffer.allocate(buffer.readableBytes());
    buffer.getBytes(buffer.readerIndex(), copy);
    return copy.flip();
  }
}

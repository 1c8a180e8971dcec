package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads documents as text, and counts what it does. */
class FakeReader implements DocumentReader<Text> {

  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();
  final AtomicInteger read = new AtomicInteger();
  private final Function<String, Mono<Text>> meaning;

  FakeReader() {
    this(text -> Mono.just(Text.lasting(text)));
  }

  FakeReader(Function<String, Mono<Text>> meaning) {
    this.meaning = meaning;
  }

  @Override
  public Flux<ByteBuffer> open(ByteSource source) {
    return Flux.using(
        () -> {
          opened.incrementAndGet();
          mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
          return source;
        },
        ByteSource::read,
        any -> open.decrementAndGet());
  }

  @Override
  public Mono<Text> read(Flux<ByteBuffer> document, boolean atHand, InterimFindings interim) {
    return Mono.defer(
        () -> {
          read.incrementAndGet();
          return document
              .map(chunk -> UTF_8.decode(chunk).toString())
              .reduce(String::concat)
              .flatMap(meaning);
        });
  }
}

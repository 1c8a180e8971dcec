package dev.sluice.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads documents as text, and counts what it does. */
class FakeReader {

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

  Flux<ByteBuffer> open(ByteSource source) {
    return Flux.using(
        () -> {
          opened.incrementAndGet();
          mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
          return source;
        },
        ByteSource::read,
        any -> open.decrementAndGet());
  }

  Mono<Text> read(Flux<ByteBuffer> document, boolean atHand, InterimFindings interim) {
    return Mono.defer(
        () -> {
          read.incrementAndGet();
          return document
              .map(chunk -> UTF_8.decode(chunk).toString())
              .reduce(String::concat)
              .flatMap(meaning);
        });
  }

  /** A load of a source that this reader opens and reads. */
  final Mono<Text> load(
      LoadCache<Text> cache, Object options, ByteSource source, Scheduler scheduler) {
    return new CachedLoad<>(cache, options, scheduler, new InterimFindings(), this::read)
        .of(source, open(source));
  }
}

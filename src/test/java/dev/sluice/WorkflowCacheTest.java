package dev.sluice;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Rule;
import dev.sluice.error.LoadTimeoutException;
import dev.sluice.error.LoaderBusyException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Connection;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

@Timeout(60)
class WorkflowCacheTest {

  private static final Instant LONG_AGO = Instant.parse("2026-01-05T08:00:00Z");
  @TempDir private Path directory;
  private final WorkflowCache cache = WorkflowCache.create();
  private final WorkflowLoader loader = loader(options -> options);

  private WorkflowLoader loader(UnaryOperator<WorkflowLoaderBuilder> options) {
    return options.apply(WorkflowLoader.builder().cache(cache)).build();
  }

  @AfterEach
  void close() {
    loader.close();
  }

  private Path file(byte[] document) throws IOException {
    Path file = Files.write(directory.resolve("flow.json"), document);
    return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
  }

  private static ByteSource source(byte[] document) {
    return ByteSource.of("", document);
  }

  @Test
  void load_twice_sharesTheDefinitionAndNoNode() throws IOException {
    Path file = file(bytes(chain(30)));

    WorkflowSchema first = loader.load(file).block();
    WorkflowSchema second = loader.load(file).block();

    assertThat(second.definition()).isSameAs(first.definition());
    assertThat(second.nodes().keySet()).containsExactlyElementsOf(first.nodes().keySet());
    for (String id : first.nodes().keySet()) {
      assertThat(second.nodes().get(id)).isNotSameAs(first.nodes().get(id));
    }
    assertThat(cache.statistics().stampHits()).isOne();
  }

  @Test
  void load_cached_givesNothingThatCanBeChanged() {
    byte[] document =
        bytes(
            workflow(
                    node("a", "LogNode", json("{'list':[1,{'k':'v'}],'map':{'k':[]}}"))
                        + ","
                        + node("b", "NoSuchType"),
                    edge("a", "b"))
                .replaceFirst("\\{", "{\"variables\":{\"v\":{\"n\":[1]}},\"frames\":[{}],"));

    WorkflowDefinition definition = loader.load(document).block().definition();

    assertUnmodifiable(definition.members());
    assertUnmodifiable(definition.metadata().members());
    assertUnmodifiable(definition.nodes());
    assertUnmodifiable(definition.connections());
    assertUnmodifiable(definition.settings());
    definition.nodes().values().forEach(node -> assertUnmodifiable(node.inputs()));
    definition.nodes().values().forEach(node -> assertUnmodifiable(node.outputs()));
  }

  private static void assertUnmodifiable(Object value) {
    if (value instanceof Map<?, ?> map) {
      if (!map.isEmpty()) {
        assertThatThrownBy(() -> map.remove(map.keySet().iterator().next()))
            .isInstanceOf(UnsupportedOperationException.class);
      }
      map.values().forEach(WorkflowCacheTest::assertUnmodifiable);
    } else if (value instanceof Collection<?> list) {
      if (!list.isEmpty()) {
        assertThatThrownBy(() -> list.remove(list.iterator().next()))
            .isInstanceOf(UnsupportedOperationException.class);
      }
      list.forEach(WorkflowCacheTest::assertUnmodifiable);
    } else if (value instanceof NodeDefinition node) {
      assertUnmodifiable(node.members());
      assertUnmodifiable(node.config());
    } else if (value instanceof Connection edge) {
      assertUnmodifiable(edge.members());
    }
  }

  static Stream<byte[]> load_cachedDocument_hasTheResultOfAnUncachedLoad() {
    byte[] sound = bytes(chain(3));
    byte[] packed = Packing.GZIP.pack(sound);
    return Stream.of(
        sound,
        packed,
        Packing.ZSTD.pack(sound),
        Packing.GZIP.pack(Packing.GZIP.pack(sound)),
        bytes(workflow(node("a", "NoSuchType"), edge("a", "missing"))),
        bytes(workflow(node("a", "LogNode", json("{'message':'eval(1)'}")))),
        bytes(workflow(node("a", "LogNode")).replace("{}", "{")),
        bytes(""),
        Arrays.copyOf(packed, packed.length - 5),
        bytes(chain(1_500)), // over a limit
        Arrays.copyOf(bytes(chain(900)), 60_000));
  }

  @ParameterizedTest
  @MethodSource
  void load_cachedDocument_hasTheResultOfAnUncachedLoad(byte[] document) throws IOException {
    Path file = file(document);
    try (WorkflowLoader plain = WorkflowLoader.create()) {
      LoadResult expected = plain.tryLoad(source(document)).block();

      for (int i = 0; i < 3; i++) {
        assertSame(loader.tryLoad(file), expected);
        assertSame(loader.tryLoad(source(document)), expected);
        Flux<ByteBuffer> chunks = Flux.just(ByteBuffer.wrap(document));
        assertSame(
            loader.tryLoad(ByteSource.of("", chunks)),
            plain.tryLoad(ByteSource.of("", chunks)).block());
        assertThat(loader.validate(ByteSource.of(file)).block()).isEqualTo(expected.report());
        if (expected.accepted()) {
          assertThat(loader.read(file).block()).isEqualTo(expected.definition().orElseThrow());
        } else {
          assertThatThrownBy(() -> loader.load(document).block())
              .isInstanceOfSatisfying(
                  WorkflowException.class,
                  e -> assertThat(e.report()).isEqualTo(expected.report()));
        }
      }
    }
  }

  private static void assertSame(Mono<LoadResult> load, LoadResult expected) {
    LoadResult result = load.block();
    assertThat(result.kind()).isEqualTo(expected.kind());
    assertThat(result.report()).isEqualTo(expected.report());
    assertThat(result.definition()).isEqualTo(expected.definition());
    assertThat(result.schema().map(WorkflowSchema::nodes).map(Map::size))
        .isEqualTo(expected.schema().map(WorkflowSchema::nodes).map(Map::size));
  }

  @Test
  void load_hitInMemory_isMadeAndEmittedOnTheCallersThread() {
    byte[] document = bytes(chain(5));
    loader.load(document).block();
    Thread[] emitting = new Thread[1];

    StepVerifier.create(loader.load(document).doOnNext(s -> emitting[0] = Thread.currentThread()))
        .expectNextCount(1)
        .verifyComplete();

    assertThat(emitting[0]).isSameAs(Thread.currentThread());
  }

  @Test
  void load_fromANonBlockingThread_blocksNothing() throws IOException {
    Path file = file(bytes(chain(5)));
    for (ByteSource source : List.of(ByteSource.of(file), source(bytes(chain(6))))) {
      for (int i = 0; i < 3; i++) {
        StepVerifier.create(
                Mono.defer(() -> loader.load(source)).subscribeOn(Schedulers.parallel()))
            .expectNextCount(1)
            .verifyComplete();
      }
    }
  }

  @Test
  void load_smallOnCaller_staysThereOnAMissToo() {
    try (WorkflowLoader here = loader(options -> options.smallLoadsOnCaller(true))) {
      Thread[] emitting = new Thread[1];
      here.load(bytes(chain(5))).doOnNext(s -> emitting[0] = Thread.currentThread()).block();
      assertThat(emitting[0]).isSameAs(Thread.currentThread());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void load_cancelledByAll_leavesNoHandleOpen() throws IOException {
    Path file = file(bytes(chain(900)));
    for (int round = 0; round < 100; round++) {
      cache.clear();
      Disposable first = subscribed(loader.load(file).onErrorComplete());
      Disposable second = subscribed(loader.load(file).onErrorComplete());
      spin(round * 3_000L);
      first.dispose();
      second.dispose();
    }
    cache.clear();
    assertThat(loader.load(file).block().nodes()).hasSize(901);
    close(); // its threads have returned from what they did last
    assertThat(handlesOf(file)).isZero();
  }

  /** Unlike this one, Reactor's lambda subscriber drops a value that races with its disposal. */
  private static <T> Disposable subscribed(Mono<T> load) {
    return load.subscribeWith(new BaseSubscriber<>() {});
  }

  private static void spin(long nanos) {
    for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
  }

  private static long handlesOf(Path file) throws IOException {
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.filter(handle -> isLinkTo(handle, file)).count();
    }
  }

  private static boolean isLinkTo(Path handle, Path file) {
    try {
      return Files.readSymbolicLink(handle).equals(file.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void load_loaderClosedMeanwhile_doesNotHoldUpAnotherLoader() throws IOException {
    Path file = file(bytes(chain(5)));
    WorkflowLoader closing = loader(options -> options);
    closing.close();

    assertThatThrownBy(() -> closing.load(file).block()).isInstanceOf(LoaderBusyException.class);
    assertThat(loader.load(file).block(Duration.ofSeconds(10)).nodes()).hasSize(6);
  }

  /** The rule of each document loads the next one, and that of the last one the first. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void load_documentThatIsNeededForItself_endsWithATypedError(int documents) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      files.add(Files.write(directory.resolve(i + ".json"), bytes(chain(i))));
    }
    WorkflowLoader[] loads = new WorkflowLoader[1];
    Rule recursive =
        new Rule() {
          @Override
          public String name() {
            return "recursive";
          }

          @Override
          public void check(WorkflowDefinition workflow, Reports reports) {
            Path next = files.get(workflow.nodes().size() % documents);
            // the deadline of the load within is as near as that of the load around it
            loads[0].load(next).onErrorResume(e -> Mono.never()).block();
          }
        };
    loads[0] =
        loader(
            options ->
                options.rule(recursive).limits(Limits.untrusted().with(Limit.MILLISECONDS, 300)));

    StepVerifier.create(loads[0].load(files.get(0)))
        .expectError(LoadTimeoutException.class)
        .verify(Duration.ofSeconds(10));
    loads[0].close();
  }
}

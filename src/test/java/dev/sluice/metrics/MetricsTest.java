package dev.sluice.metrics;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.LoadListener;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.pool.NodePool;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.source.ByteSource;
import dev.sluice.support.HostNode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

@Timeout(30)
class MetricsTest {

  private static final byte[] DOCUMENT = bytes(chain(3));

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private double count(String name, String... tags) {
    return meters.get(name).tags(tags).functionCounter().count();
  }

  @Test
  void loadMetrics_acceptedAndRejectedLoads_areCountedByEndingAndCode() {
    try (WorkflowLoader loader =
        WorkflowLoader.builder().listener(LoadMetrics.of(meters)).build()) {
      loader.load(DOCUMENT).block();
      loader.load(DOCUMENT).block();
      loader.tryLoad(ByteSource.of("", bytes("{\"nodes\":17}"))).block();
    }

    assertThat(
            meters
                .get("sluice.load")
                .tags("operation", "load", "ending", "accepted", "code", "none")
                .timer()
                .count())
        .isEqualTo(2);
    assertThat(
            meters
                .get("sluice.load")
                .tags("operation", "load", "ending", "rejected", "code", "INVALID_TYPE")
                .timer()
                .totalTime(TimeUnit.NANOSECONDS))
        .isPositive();
    assertThat(meters.get("sluice.load.stage").tags("stage", "create").timer().count())
        .isEqualTo(2);
    assertThat(meters.get("sluice.load.stage").tags("stage", "read").timer().count()).isEqualTo(3);
    assertThat(meters.get("sluice.load.nodes").summary().totalAmount()).isEqualTo(8);
    assertThat(meters.get("sluice.load.document.bytes").summary().max()).isEqualTo(DOCUMENT.length);
    assertThat(meters.get("sluice.load.stored.bytes").summary().count()).isEqualTo(3);
  }

  @Test
  void loadMetrics_loadUnderWay_isActiveUntilItIsCancelled() {
    TestPublisher<ByteBuffer> source = TestPublisher.create();
    try (WorkflowLoader loader =
        WorkflowLoader.builder().listener(LoadMetrics.of(meters)).build()) {
      Disposable load = loader.load(source).subscribe();
      assertThat(meters.get("sluice.load.active").gauge().value()).isEqualTo(1);

      load.dispose();

      assertThat(meters.get("sluice.load.active").gauge().value()).isZero();
      assertThat(meters.get("sluice.load").tags("ending", "cancelled").timer().count())
          .isEqualTo(1);
    }
  }

  @Test
  void loadObservations_load_isObservedFromBeginToEnd() {
    TestObservationRegistry observations = TestObservationRegistry.create();
    try (WorkflowLoader loader =
        WorkflowLoader.builder().listener(LoadObservations.of(observations)).build()) {
      loader.load(ByteSource.of("flow.json", DOCUMENT)).block();
    }

    TestObservationRegistryAssert.assertThat(observations)
        .hasSingleObservationThat()
        .hasNameEqualTo("sluice.operation")
        .hasContextualNameEqualTo("sluice load")
        .hasLowCardinalityKeyValue("operation", "load")
        .hasLowCardinalityKeyValue("ending", "accepted")
        .hasLowCardinalityKeyValue("code", "none")
        .hasHighCardinalityKeyValue("source", "flow.json")
        .hasHighCardinalityKeyValue("nodes", "4")
        .hasBeenStarted()
        .hasBeenStopped();
  }

  @Test
  void loadObservations_failedLoad_hasItsError() {
    TestObservationRegistry observations = TestObservationRegistry.create();
    try (WorkflowLoader loader =
        WorkflowLoader.builder().listener(LoadObservations.of(observations)).build()) {
      StepVerifier.create(loader.load(Path.of("no such file"))).expectError().verify();
    }

    TestObservationRegistryAssert.assertThat(observations)
        .hasSingleObservationThat()
        .hasLowCardinalityKeyValue("ending", "failed")
        .thenError()
        .isInstanceOf(UnreadableSourceException.class);
  }

  @Test
  void loadObservations_rejectedDocument_isNoError() {
    TestObservationRegistry observations = TestObservationRegistry.create();
    try (WorkflowLoader loader =
        WorkflowLoader.builder().listener(LoadObservations.of(observations)).build()) {
      loader.validate(ByteSource.of("", bytes("{\"nodes\":17}"))).block();
    }

    TestObservationRegistryAssert.assertThat(observations)
        .hasSingleObservationThat()
        .hasContextualNameEqualTo("sluice validate")
        .hasLowCardinalityKeyValue("ending", "rejected")
        .doesNotHaveError();
  }

  @Test
  void loadObservations_subscriberWithAnObservation_haveItAsParentAndAreCurrentInHostCode() {
    TestObservationRegistry observations = TestObservationRegistry.create();
    Observation request = Observation.start("request", observations);
    List<Observation> current = new ArrayList<>();
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .listener(LoadObservations.of(observations))
            .registry(
                NodeRegistries.builder()
                    .add(
                        HostNode.type(
                            "Browser",
                            definition -> {
                              current.add(observations.getCurrentObservation());
                              return new HostNode(definition);
                            }))
                    .build())
            .build()) {
      loader
          .load(bytes(workflow(START + "," + node("a", "Browser"))))
          .contextWrite(context -> context.put("micrometer.observation", request))
          .block();
    }
    request.stop();

    TestObservationRegistryAssert.assertThat(observations)
        .hasObservationWithNameEqualTo("sluice.operation")
        .that()
        .hasParentObservationEqualTo(request);
    assertThat(current)
        .singleElement()
        .satisfies(
            observation ->
                assertThat(observation.getContext().getName()).isEqualTo("sluice.operation"));
    assertThat(observations.getCurrentObservation()).isNull();
  }

  /** The rows of the guide: name, kind and tags of each meter. */
  @Test
  void meters_ofAllBinders_areThoseOfTheGuide() throws IOException {
    ObservationRegistry observations = ObservationRegistry.create();
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    NodePool pool = NodePool.create();
    WorkflowCache cache = WorkflowCache.create();
    PoolMetrics.of(pool).bindTo(meters);
    CacheMetrics.of(cache).bindTo(meters);
    LoadListener both = LoadMetrics.of(meters).and(LoadObservations.of(observations));
    try (WorkflowLoader loader =
        WorkflowLoader.builder().listener(both).pool(pool).cache(cache).build()) {
      AdmissionMetrics.of(loader).bindTo(meters);
      loader.load(DOCUMENT).block();
    }

    Set<String> rows = new TreeSet<>();
    for (Meter meter : meters.getMeters()) {
      Set<String> tags = new TreeSet<>();
      meter.getId().getTags().forEach(tag -> tags.add("`" + tag.getKey() + "`"));
      String kind = meter.getId().getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      rows.add("| `" + meter.getId().getName() + "` | " + kind + " | " + String.join(", ", tags));
    }
    List<String> documented =
        Files.readAllLines(Path.of("docs/guide.md")).stream()
            .filter(line -> line.startsWith("| `sluice."))
            .map(line -> line.substring(0, line.lastIndexOf(" | ")))
            .map(String::stripTrailing)
            .sorted()
            .toList();
    assertThat(documented)
        .containsExactlyElementsOf(rows.stream().map(String::stripTrailing).toList());
  }

  @Test
  void loadObservations_cancelledLoad_isStoppedToo() {
    TestObservationRegistry observations = TestObservationRegistry.create();
    TestPublisher<ByteBuffer> source = TestPublisher.create();
    try (WorkflowLoader loader =
        WorkflowLoader.builder().listener(LoadObservations.of(observations)).build()) {
      loader.load(source).subscribe().dispose();
    }

    TestObservationRegistryAssert.assertThat(observations)
        .hasSingleObservationThat()
        .hasLowCardinalityKeyValue("ending", "cancelled")
        .hasBeenStopped();
  }

  @Test
  void admissionMetrics_loadsAtWorkAndWaiting_areCountedUntilTheyEnd() {
    ByteSource slow = atHand(Flux.never());
    try (WorkflowLoader loader = WorkflowLoader.builder().admission(1, 2).build()) {
      AdmissionMetrics.of(loader).bindTo(meters);
      Disposable first = loader.load(slow).subscribe();
      Disposable second = loader.load(DOCUMENT).subscribe();
      Disposable events = loader.events(slow).subscribe();
      Disposable silent = loader.load(Flux.<ByteBuffer>never()).subscribe();

      assertThat(admission("working")).isEqualTo(2);
      assertThat(admission("waiting")).isEqualTo(1);

      second.dispose();
      assertThat(admission("waiting")).isZero();
      first.dispose();
      events.dispose();
      silent.dispose();
      assertThat(admission("working")).isZero();
    }
  }

  private double admission(String state) {
    return meters.get("sluice.admission." + state).gauge().value();
  }

  /** A source that takes its permit at once, although its bytes come later. */
  private static ByteSource atHand(Flux<ByteBuffer> bytes) {
    return new ByteSource() {
      @Override
      public String name() {
        return "slow";
      }

      @Override
      public Flux<ByteBuffer> read() {
        return bytes;
      }

      @Override
      public boolean isAtHand() {
        return true;
      }
    };
  }

  @Test
  void poolMetrics_pooledLoads_showItsStatistics() {
    NodePool pool = NodePool.create();
    PoolMetrics.of(pool).bindTo(meters);
    byte[] document = bytes(workflow(START + "," + node("a", "Browser")));
    try (WorkflowLoader loader =
        WorkflowLoader.builder()
            .registry(NodeRegistries.builder().add(HostNode.type("Browser", HostNode::new)).build())
            .pool(pool)
            .build()) {
      pool.release(loader.load(document).block());
      loader.load(document).block();
    }

    assertThat(count("sluice.pool.acquired", "result", "hit")).isEqualTo(1);
    assertThat(count("sluice.pool.acquired", "result", "miss")).isEqualTo(1);
    assertThat(count("sluice.pool.released", "result", "kept")).isEqualTo(1);
    assertThat(count("sluice.pool.released", "result", "discarded")).isZero();
    assertThat(meters.get("sluice.pool.size").gauge().value()).isZero();
  }

  @Test
  void cacheMetrics_cachedLoads_showItsStatistics() {
    WorkflowCache cache = WorkflowCache.create();
    CacheMetrics.of(cache).bindTo(meters);
    try (WorkflowLoader loader = WorkflowLoader.builder().cache(cache).build()) {
      loader.load(DOCUMENT).block();
      loader.load(DOCUMENT).block();
    }

    assertThat(count("sluice.cache.gets", "result", "hit")).isEqualTo(1);
    assertThat(count("sluice.cache.gets", "result", "miss")).isEqualTo(1);
    assertThat(count("sluice.cache.gets", "result", "shared")).isZero();
    assertThat(count("sluice.cache.evictions")).isZero();
    assertThat(meters.get("sluice.cache.retained").gauge().value()).isPositive();
  }
}

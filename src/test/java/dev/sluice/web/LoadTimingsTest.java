package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.model.LoadStage;
import dev.sluice.model.LoadSummary.Ending;
import dev.sluice.model.LoadSummary.Operation;
import dev.sluice.scan.ScanOptions;
import dev.sluice.support.Workflows;
import dev.sluice.web.LoadTimings.Load;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What loads cost, as the server reports it. */
class LoadTimingsTest {

  @TempDir private Path directory;

  @Test
  void timings_ofLoads_keepTheLastOnesWithCacheHits() {
    LoadTimings timings = new LoadTimings();
    byte[] document = Workflows.chain(3).getBytes(StandardCharsets.UTF_8);
    try (WorkflowLoader loader =
        WorkflowLoader.builder().cache(WorkflowCache.create()).listener(timings).build()) {
      for (int i = 0; i < 10; i++) {
        loader.read(document).block();
      }

      List<Load> loads = timings.of("");
      assertThat(loads).hasSize(8).allMatch(Load::isCached);
      loader.skeleton(document).block();
      assertThat(timings.of("").get(0).operation()).isEqualTo(Operation.SKELETON);
      assertThat(timings.of("").get(0).isCached()).isFalse();
      assertThat(timings.latest()).containsOnlyKeys("");
    }
  }

  @Test
  void timings_ofManySources_keepTheLastOnes() {
    LoadTimings timings = new LoadTimings();
    try (WorkflowLoader loader = WorkflowLoader.builder().listener(timings).build()) {
      for (int i = 0; i < 4097; i++) {
        loader.skeleton(directory.resolve("gone" + i)).onErrorComplete().block();
      }
    }

    assertThat(timings.latest()).hasSize(4096);
    assertThat(timings.of(directory.resolve("gone0").toString())).isEmpty();
    assertThat(timings.of(directory.resolve("gone4096").toString()))
        .singleElement()
        .returns(Ending.FAILED, Load::ending);
  }

  @Test
  void timing_ofWorkflow_addsUpToItsDuration() throws Exception {
    try (ServedTree served = new ServedTree(directory).with("a.json", Workflows.chain(500))) {
      String id = Library.idOf("a.json");
      assertThat(served.get("/api/workflows/" + id + "/timing").body())
          .isEqualTo("{\"measured\":true,\"loads\":[]}");
      served.get("/api/workflows/" + id);

      Map<?, ?> timing = served.json("/api/workflows/" + id + "/timing");
      Map<?, ?> load = (Map<?, ?>) ((List<?>) timing.get("loads")).get(0);
      assertThat(load.get("operation")).isEqualTo("EVENTS");
      assertThat(load.get("ending")).isEqualTo("ACCEPTED");
      assertThat(load.get("cached")).isEqualTo(false);
      List<Map<?, ?>> stages =
          ((List<?>) load.get("stages")).stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
      assertThat(stages)
          .extracting(stage -> String.valueOf(stage.get("stage")))
          .containsExactly("DECODE", "READ", "CHECK", "ASSEMBLE", "CREATE", "REST");
      double sum =
          stages.stream().mapToDouble(stage -> ((Number) stage.get("micros")).doubleValue()).sum();
      double whole = ((Number) load.get("micros")).doubleValue();
      assertThat(sum).isBetween(whole - 1000, whole + 1000);
    }
  }

  @Test
  void timing_ofLibrary_hasHistogramAndSlowest() throws Exception {
    try (ServedTree served = new ServedTree(directory).with("a.json", Workflows.chain(3))) {
      served.with("b.json", Workflows.chain(2)).get("/api/workflows");

      Map<?, ?> timing = served.json("/api/timing");
      assertThat(((Number) timing.get("files")).intValue()).isEqualTo(2);
      assertThat((List<?>) timing.get("histogram")).hasSize(11);
      assertThat((List<?>) timing.get("slowest"))
          .extracting(each -> String.valueOf(((Map<?, ?>) each).get("path")))
          .containsExactlyInAnyOrder("a.json", "b.json");
    }
  }

  @Test
  void timing_withoutListener_saysSo() throws Exception {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      Router router = new Router();
      Library library =
          new Library(loader, directory, ScanOptions.defaults(), Schedulers.boundedElastic());
      new TimingEndpoints(library, Optional.empty()).addTo(router);
      Call call = new Call("", Map.of(), name -> "", Flux.empty());

      Response answer =
          router.find("/api/timing").orElseThrow().route().endpoint().answer(call).block();
      assertThat(new String(((Response.Whole) answer).body(), StandardCharsets.UTF_8))
          .startsWith("{\"measured\":false,\"files\":0,\"histogram\":[{\"underMillis\":1,");
    }
  }

  @Test
  void rest_ofStagesInParallel_isNotNegative() {
    Load load =
        new Load(
            Instant.EPOCH,
            Operation.LOAD,
            Ending.ACCEPTED,
            Duration.ofMillis(1),
            Map.of(LoadStage.CREATE, Duration.ofMillis(2)),
            0,
            0);

    assertThat(load.rest()).isZero();
  }
}

package dev.sluice.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.LoadStage;
import dev.sluice.web.LoadTimings.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import reactor.core.publisher.Mono;

/**
 * The endpoints about the times of loads: those of one workflow by stage, and a summary of all
 * loads.
 */
final class TimingEndpoints {

  private static final int MOST_SLOW = 50;

  /** The upper bounds of the histogram's buckets in milliseconds; the last bucket has none. */
  private static final List<Integer> CLASSES = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000);

  private final Library library;
  private final Optional<LoadTimings> timings;

  TimingEndpoints(Library library, Optional<LoadTimings> timings) {
    this.library = library;
    this.timings = timings;
  }

  void addTo(Router router) {
    router
        .get(
            "/api/workflows/{id}/timing",
            Set.of(),
            call -> library.file(call.variable()).map(this::ofFile))
        .get("/api/timing", Set.of(), call -> Mono.fromCallable(this::ofLibrary));
  }

  private Response ofFile(LibraryFile file) {
    List<Load> loads =
        timings.map(each -> each.of(file.path().toString())).orElseGet(() -> List.of());
    return Response.json(
        json -> {
          json.writeBooleanField("measured", timings.isPresent());
          json.writeArrayFieldStart("loads");
          for (Load load : loads) {
            json.writeStartObject();
            writeMembers(json, load);
            json.writeArrayFieldStart("stages");
            for (Map.Entry<LoadStage, Duration> stage : load.stages().entrySet()) {
              writeStage(json, stage.getKey().name(), stage.getValue());
            }
            writeStage(json, "REST", load.rest());
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void writeMembers(JsonGenerator json, Load load) throws IOException {
    json.writeStringField("operation", load.operation().name());
    json.writeStringField("ending", load.ending().name());
    json.writeStringField("began", load.began().toString());
    json.writeNumberField("micros", micros(load.duration()));
    json.writeNumberField("storedBytes", load.storedBytes());
    json.writeNumberField("documentBytes", load.documentBytes());
    json.writeBooleanField("cached", load.isCached());
  }

  private static void writeStage(JsonGenerator json, String name, Duration spent)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("stage", name);
    json.writeNumberField("micros", micros(spent));
    json.writeEndObject();
  }

  /** A file and its latest load. */
  private record Timed(LibraryFile file, Load load) {}

  private Response ofLibrary() {
    Map<String, Load> latest = timings.map(LoadTimings::latest).orElseGet(() -> Map.of());
    List<Timed> files =
        library.known().stream()
            .flatMap(
                file ->
                    Optional.ofNullable(latest.get(file.path().toString()))
                        .map(load -> new Timed(file, load))
                        .stream())
            .sorted(Comparator.comparing((Timed timed) -> timed.load().duration()).reversed())
            .toList();
    long[] counts = new long[CLASSES.size() + 1];
    files.forEach(timed -> counts[classOf(timed.load().duration())]++);
    return Response.json(
        json -> {
          json.writeBooleanField("measured", timings.isPresent());
          json.writeNumberField("files", files.size());
          json.writeArrayFieldStart("histogram");
          for (int i = 0; i < counts.length; i++) {
            json.writeStartObject();
            if (i < CLASSES.size()) {
              json.writeNumberField("underMillis", CLASSES.get(i));
            }
            json.writeNumberField("files", counts[i]);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("slowest");
          for (Timed timed : files.subList(0, Math.min(MOST_SLOW, files.size()))) {
            json.writeStartObject();
            json.writeStringField("id", timed.file().id());
            json.writeStringField("path", timed.file().name());
            writeMembers(json, timed.load());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static int classOf(Duration duration) {
    return IntStream.range(0, CLASSES.size())
        .filter(i -> duration.toNanos() < CLASSES.get(i) * 1_000_000L)
        .findFirst()
        .orElse(CLASSES.size());
  }

  private static long micros(Duration duration) {
    return (duration.toNanos() + 500) / 1000;
  }
}

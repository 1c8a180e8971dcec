package dev.sluice.web;

import dev.sluice.Inspection;
import dev.sluice.WorkflowLoader;
import dev.sluice.model.ValidationReport;
import dev.sluice.output.FindingJson;
import dev.sluice.source.ByteSource;
import dev.sluice.text.Quantity;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Checks the body of a request, which streams into the loader while it arrives. Answers with the
 * report if the document is accepted, otherwise with a problem that has the findings.
 */
final class ValidateEndpoint {

  static final Set<String> TYPES =
      Set.of(
          "application/json", "application/gzip", "application/zstd", "application/octet-stream");
  private static final Set<String> ENCODINGS = Set.of("", "identity", "gzip", "zstd");

  private final WorkflowLoader loader;
  private final Semaphore permits;
  private final long mostBytes;
  private final Duration patience;

  /**
   * An endpoint.
   *
   * @param atOnce how many bodies are checked at once
   * @param mostBytes how many bytes a body has at most, as sent
   * @param patience how long a client may send nothing of a body
   */
  ValidateEndpoint(WorkflowLoader loader, int atOnce, long mostBytes, Duration patience) {
    this.loader = loader;
    this.permits = new Semaphore(atOnce);
    this.mostBytes = mostBytes;
    this.patience = patience;
  }

  void addTo(Router router) {
    router.post("/api/validate", call -> Mono.defer(() -> answer(call)));
  }

  private Mono<Response> answer(Call call) {
    String type = call.header().apply("content-type").split(";", 2)[0].strip();
    String encoding = call.header().apply("content-encoding").strip();
    if (!TYPES.contains(type.toLowerCase(Locale.ROOT))
        || !ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
      throw new ProblemException(
          Problem.of(
              415,
              "UNSUPPORTED_TYPE",
              "The body must be JSON, plain or compressed with gzip or zstd, and its type one of "
                  + String.join(", ", TYPES.stream().sorted().toList())));
    }
    if (declaredLength(call) > mostBytes) {
      throw tooLarge();
    }
    if (!permits.tryAcquire()) {
      throw new ProblemException(
          Problem.busy("Too many documents are being checked; try again later"));
    }
    AtomicReference<ProblemException> ended = new AtomicReference<>();
    return loader
        .inspect(ByteSource.of("body", limited(call.body(), ended)))
        .onErrorMap(failure -> ended.get() != null ? ended.get() : failure)
        .map(ValidateEndpoint::answer)
        .doFinally(end -> permits.release());
  }

  private static Response answer(Inspection inspection) {
    ValidationReport report = inspection.report();
    if (report.rejection().isPresent()) {
      throw new ProblemException(Problem.of(report, report.rejection().get()));
    }
    return Response.json(
        json -> {
          json.writeBooleanField("accepted", true);
          json.writeStringField("kind", inspection.kind().label());
          FindingJson.writeFindings(json, report);
        });
  }

  private static long declaredLength(Call call) {
    try {
      return Long.parseLong(call.header().apply("content-length").strip());
    } catch (NumberFormatException e) {
      return 0; // without a length the bytes are counted as they arrive
    }
  }

  /** The body up to the limit of its size; {@code ended} is why it ended early. */
  private Flux<ByteBuffer> limited(Flux<ByteBuffer> body, AtomicReference<ProblemException> ended) {
    return Flux.defer(
            () -> {
              long[] received = new long[1];
              return body.doOnNext(
                  chunk -> {
                    received[0] += chunk.remaining();
                    if (received[0] > mostBytes) {
                      throw tooLarge();
                    }
                  });
            })
        .timeout(patience)
        .onErrorMap(
            TimeoutException.class,
            late ->
                new ProblemException(
                    Problem.of(408, "BODY_TOO_SLOW", "The body did not arrive in time; try again")))
        .doOnError(ProblemException.class, ended::set);
  }

  private ProblemException tooLarge() {
    return new ProblemException(
        Problem.of(
            413, "BODY_TOO_LARGE", "The body has more than " + Quantity.of(mostBytes, "byte")));
  }
}

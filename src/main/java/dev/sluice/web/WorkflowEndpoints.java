package dev.sluice.web;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.codec.Decoders;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.flow.Boundary;
import dev.sluice.flow.StageOperator;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.ValidationReport;
import dev.sluice.output.FindingJson;
import dev.sluice.output.SkeletonJson;
import dev.sluice.render.WorkflowPicture;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The endpoints about the workflows of the library. */
final class WorkflowEndpoints {

  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PICTURE_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox";
  private static final int CHUNK = 16 * 1024;

  private final WorkflowLoader loader;
  private final Library library;
  private final Limits limits;
  private final Scheduler blocking;
  private final String root;
  private final FileTags tags;
  private final EarlierVersions versions;
  private final Duration comparedWithin;

  /**
   * The endpoints of a library.
   *
   * @param comparedWithin after how much time a comparison ends with what it has found
   */
  WorkflowEndpoints(
      WorkflowLoader loader,
      Library library,
      Limits limits,
      Scheduler blocking,
      String root,
      Duration comparedWithin) {
    this.loader = loader;
    this.library = library;
    this.limits = limits;
    this.blocking = blocking;
    this.root = root;
    this.comparedWithin = comparedWithin;
    tags = new FileTags(blocking);
    versions =
        new EarlierVersions(
            loader, blocking, Math.min(limits.of(Limit.COMPRESSED_BYTES), Integer.MAX_VALUE - 8));
  }

  void addTo(Router router) {
    router
        .get("/api/workflows", Set.of("q", "sort", "limit"), this::list)
        .get("/api/workflows/{id}", Set.of(), this::events)
        .get("/api/workflows/{id}/skeleton", Set.of(), this::skeleton)
        .get("/api/workflows/{id}/findings", Set.of(), this::findings)
        .get("/api/workflows/{id}/source", Set.of("from", "to"), this::source)
        .get("/api/workflows/{id}/svg", Set.of("theme"), this::picture);
    new DiffEndpoint(loader, library, versions, blocking, comparedWithin).addTo(router);
  }

  private Mono<Response> list(Call call) {
    String sort = call.parameter("sort").orElse("path");
    if (!sort.equals("path") && !sort.equals("modified")) {
      throw new ProblemException(
          Problem.of(400, "INVALID_PARAMETER", "The parameter sort must be path or modified"));
    }
    Library.Selection selection =
        new Library.Selection(
            call.parameter("q").orElse("").toLowerCase(Locale.ROOT),
            sort.equals("path") ? ScanOptions.Order.PATH : ScanOptions.Order.NEWEST_FIRST,
            call.number("limit", Long.MAX_VALUE));
    return Mono.just(Response.lines(library.lines(selection), root));
  }

  private Mono<Response> events(Call call) {
    return library
        .file(call.variable())
        .flatMap(
            file -> tags.tagged(file, "events", Response.lines(EventLines.of(shown(file)), root)));
  }

  private Flux<LoadEvent> shown(LibraryFile file) {
    return loader
        .events(file.path())
        .doOnNext(
            event -> {
              if (event instanceof LoadEvent.Loaded loaded) {
                versions.show(file, loaded.schema().definition());
              }
            });
  }

  private Mono<Response> skeleton(Call call) {
    return library
        .file(call.variable())
        .flatMap(file -> loader.skeleton(file.path()))
        .map(
            skeleton ->
                Response.json(
                    json -> {
                      json.writeStringField("kind", skeleton.kind().label());
                      SkeletonJson.writeMembers(json, skeleton);
                    }));
  }

  private Mono<Response> findings(Call call) {
    return library
        .file(call.variable())
        .flatMap(file -> loader.inspect(ByteSource.of(file.path())))
        .map(
            inspection ->
                Response.json(
                    json -> {
                      json.writeStringField("kind", inspection.kind().label());
                      json.writeBooleanField("accepted", inspection.accepted());
                      FindingJson.writeFindings(json, inspection.report());
                    }));
  }

  /** A picture for print and export; a document that is rejected has none. */
  private Mono<Response> picture(Call call) {
    WorkflowPicture.Theme theme =
        switch (call.parameter("theme").orElse("light")) {
          case "light" -> WorkflowPicture.Theme.LIGHT;
          case "dark" -> WorkflowPicture.Theme.DARK;
          case "auto" -> WorkflowPicture.Theme.AUTO;
          default ->
              throw new ProblemException(
                  Problem.of(
                      400, "INVALID_PARAMETER", "The parameter theme must be light, dark or auto"));
        };
    return library
        .file(call.variable())
        .flatMap(file -> loader.tryRead(file.path()))
        .publishOn(blocking) // drawing takes longer than an event loop may be kept waiting
        .map(read -> picture(read, theme));
  }

  private static Response picture(ReadResult read, WorkflowPicture.Theme theme) {
    ValidationReport report = read.report();
    if (report.rejection().isPresent()) {
      throw new ProblemException(Problem.of(report, report.rejection().get()));
    }
    StringBuilder svg = new StringBuilder();
    try {
      WorkflowPicture.of(read.definition().orElseThrow(), report).withTheme(theme).writeSvg(svg);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return new Response.Whole(
        200,
        "image/svg+xml",
        svg.toString().getBytes(StandardCharsets.UTF_8),
        Map.of("content-security-policy", PICTURE_POLICY));
  }

  private Mono<Response> source(Call call) {
    long from = call.number("from", 0);
    long to = call.number("to", Long.MAX_VALUE);
    return library
        .file(call.variable())
        .flatMap(
            file ->
                tags.tagged(
                    file,
                    "source." + from + '.' + to,
                    new Response.Streamed(TEXT, text(file.path(), from, to), Map.of())));
  }

  /** The decompressed bytes from one offset to before another. */
  private Flux<byte[]> text(Path file, long from, long to) {
    return Boundary.around(
        Boundary.subscribedOn(
            blocking,
            Flux.defer(
                () -> {
                  Cut cut = new Cut(from, to);
                  return new StageOperator<>(
                          ByteSource.of(file).read(),
                          () -> Decoders.detecting(limits, compression -> {}))
                      .map(cut::pieces)
                      .takeUntil(pieces -> cut.isOver())
                      .concatMapIterable(pieces -> pieces, 1);
                })));
  }

  /** Cuts a range out of chunks, in small pieces. */
  private static final class Cut {
    private final long from;
    private final long to;
    private long offset;

    Cut(long from, long to) {
      this.from = from;
      this.to = to;
    }

    boolean isOver() {
      return offset >= to;
    }

    List<byte[]> pieces(ByteBuffer chunk) {
      List<byte[]> pieces = new ArrayList<>();
      long start = offset;
      offset += chunk.remaining();
      int first = (int) Math.min(Math.max(from - start, 0), chunk.remaining());
      int last = (int) Math.min(Math.max(to - start, 0), chunk.remaining());
      for (int at = first; at < last; at += CHUNK) {
        byte[] piece = new byte[Math.min(CHUNK, last - at)];
        chunk.get(chunk.position() + at, piece);
        pieces.add(piece);
      }
      return pieces;
    }
  }
}

package dev.sluice.tck;

import dev.sluice.config.Rule;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.scan.DirectoryScanner;
import dev.sluice.search.WorkflowQuery;
import dev.sluice.search.WorkflowSearch;
import dev.sluice.source.ByteSource;
import dev.sluice.support.FaultyFile;
import dev.sluice.testkit.RuleTrial;
import dev.sluice.watch.LibraryWatch;
import dev.sluice.web.BrowserServer;
import dev.sluice.web.StreamedBodies;
import dev.sluice.web.WorkflowBrowser;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;

/**
 * Every publisher of the public API, and a body that the workflow browser streams: the TCK checks
 * each of them, and a test compares the table with the API.
 */
public enum Published {
  LOAD("WorkflowLoader.load", 1, (from, count) -> from.loader().load(from.chunks())),
  LOAD_IN_MEMORY("WorkflowLoader.load", 1, (from, count) -> from.loader().load(from.document())),
  LOAD_SHARED("WorkflowLoader.load", 1, (from, count) -> from.cached().load(from.file())),
  TRY_LOAD("WorkflowLoader.tryLoad", 1, (from, count) -> from.loader().tryLoad(from.chunks())),
  READ("WorkflowLoader.read", 1, (from, count) -> from.loader().read(from.chunks())),
  TRY_READ("WorkflowLoader.tryRead", 1, (from, count) -> from.loader().tryRead(from.chunks())),
  VALIDATE("WorkflowLoader.validate", 1, (from, count) -> from.loader().validate(from.chunks())),
  INSPECT("WorkflowLoader.inspect", 1, (from, count) -> from.loader().inspect(from.chunks())),
  WITH_SCHEMA(
      "WorkflowLoader.withSchema",
      10_000,
      (from, count) ->
          from.loader().withSchema(from.chunks(), schema -> Flux.range(0, Math.toIntExact(count)))),
  CHECK("WorkflowLoader.check", 1, (from, count) -> from.loader().check(from.definition())),
  MIGRATE("WorkflowLoader.migrate", 1, (from, count) -> from.loader().migrate(from.definition())),
  UPDATE("WorkflowLoader.update", 1, (from, count) -> from.loader().update(from.file(), e -> e)),
  ENCODE(
      "WorkflowLoader.encode",
      25,
      (from, count) -> from.loader().encode(from.large(), WriteOptions.standard()).take(count)),
  WRITE(
      "WorkflowLoader.write",
      0,
      (from, count) -> from.loader().write(from.definition(), from.target(), from.options())),
  COMPRESSION_STATISTICS(
      "WorkflowLoader.compressionStatistics",
      1,
      (from, count) -> from.loader().compressionStatistics(from.definition(), from.options())),
  PRELOAD(
      "WorkflowLoader.preload",
      NodeRegistries.frequentTypes().size(),
      (from, count) -> from.loader().preload().take(count)),
  SKELETON("WorkflowLoader.skeleton", 1, (from, count) -> from.loader().skeleton(from.chunks())),
  PREVIEW("WorkflowLoader.preview", 1, (from, count) -> from.loader().preview(from.chunks())),
  PREVIEW_FULL("Preview.full", 1, (from, count) -> from.preview().full()),
  EVENTS(
      "WorkflowLoader.events",
      200,
      (from, count) -> from.loader().events(from.chunks()).take(count)),
  SCAN(
      "WorkflowLoader.scan",
      PublishedFixture.FILES,
      (from, count) -> from.loader().scan(from.tree(), from.everything()).take(count)),
  WALK(
      "DirectoryScanner.walk",
      PublishedFixture.FILES,
      (from, count) -> scanner().walk(from.tree()).take(count)),
  SCAN_OF_ANY_LOAD(
      "DirectoryScanner.scan",
      PublishedFixture.FILES,
      (from, count) -> scanner().scan(from.tree(), from.loader()::skeleton).take(count)),
  SEARCH(
      "WorkflowSearch.search",
      1,
      (from, count) ->
          WorkflowSearch.of(from.loader()).search(ByteSource.of(from.file()), query(), 10)),
  SEARCH_HITS(
      "WorkflowSearch.hits",
      PublishedFixture.FILES,
      (from, count) ->
          WorkflowSearch.of(from.loader())
              .hits(from.tree(), from.everything(), query())
              .take(count)),
  SEARCH_SCAN(
      "WorkflowSearch.scan",
      PublishedFixture.FILES,
      (from, count) ->
          WorkflowSearch.of(from.loader())
              .scan(from.tree(), from.everything(), query(), 1)
              .take(count)),
  WATCH(
      "LibraryWatch.watch",
      PublishedFixture.FILES,
      (from, count) -> LibraryWatch.of(from.loader()::tryRead).watch(from.tree()).take(count)),
  WRITER_ENCODE(
      "WorkflowWriter.encode",
      25,
      (from, count) -> writer().encode(from.large(), WriteOptions.standard()).take(count)),
  WRITER_WRITE(
      "WorkflowWriter.write",
      0,
      (from, count) -> writer().write(from.definition(), from.target(), from.options())),
  WRITER_STATISTICS(
      "WorkflowWriter.statistics",
      1,
      (from, count) -> writer().statistics(from.definition(), from.options())),
  MEMORY_SOURCE("ByteSource.read", 1, (from, count) -> ByteSource.of("", from.document()).read()),
  FILE_SOURCE(
      "ByteSource.read",
      100_000,
      (from, count) ->
          ByteSource.of(
                  new FaultyFile("bytes", new byte[Math.toIntExact(count)]).shortReads(1).path())
              .read()),
  PUBLISHER_SOURCE(
      "ByteSource.read",
      100_000,
      (from, count) ->
          ByteSource.of(
                  "", Flux.range(0, Math.toIntExact(count)).map(number -> ByteBuffer.allocate(1)))
              .read()),
  RULE_TRIAL(
      "RuleTrial.findings",
      1,
      (from, count) -> RuleTrial.findings(new NoComplaint(), "{\"nodes\":{}}")),
  SERVER(
      "BrowserServer.bind",
      1,
      (from, count) ->
          BrowserServer.of(WorkflowBrowser.builder(from.loader(), from.tree()).build())
              .bind()
              .doOnNext(DisposableServer::dispose)),
  SERVED_EVENTS(
      "Streamed.chunks",
      200,
      (from, count) -> StreamedBodies.ofEvents(from.loader().events(from.chunks())).take(count));

  private final String method;
  private final long most;
  private final Making making;

  Published(String method, long most, Making making) {
    this.method = method;
    this.most = most;
    this.making = making;
  }

  @FunctionalInterface
  private interface Making {
    Publisher<?> from(PublishedFixture fixture, long count);
  }

  /** Breaks no rule. */
  private static final class NoComplaint implements Rule {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      // nothing is reported
    }
  }

  /** The simple names of the type and the method. */
  String method() {
    return method;
  }

  /** How many elements it has at most; 0 if it only completes. */
  long most() {
    return most;
  }

  /** A new publisher of so many elements. */
  Publisher<?> of(PublishedFixture fixture, long count) {
    return making.from(fixture, count);
  }

  private static DirectoryScanner scanner() {
    return new DirectoryScanner(PublishedFixture.everyFile(), Schedulers.boundedElastic());
  }

  private static WorkflowWriter writer() {
    return new WorkflowWriter(Schedulers.boundedElastic());
  }

  private static WorkflowQuery query() {
    return WorkflowQuery.parse("type:StartNode");
  }
}

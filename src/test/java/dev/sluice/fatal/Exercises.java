package dev.sluice.fatal;

import dev.sluice.LoadResult;
import dev.sluice.Preview;
import dev.sluice.ReadResult;
import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.WorkflowLoaderBuilder;
import dev.sluice.config.Compression;
import dev.sluice.config.Rule;
import dev.sluice.model.Finding;
import dev.sluice.model.LoadEvent;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.pool.NodePool;
import dev.sluice.registry.NodeProvider;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.support.FaultyFile;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import dev.sluice.write.WriteOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Everything a loader can be asked for, of one document, with and without what hosts bring. */
final class Exercises implements AutoCloseable {

  private static final byte[] DOCUMENT =
      Workflows.bytes(
          Workflows.workflow(
              Workflows.START
                  + ","
                  + Workflows.node("a", "Own", "{\"x\":[1,2.5,\"\\u00e9\",null,true]}")
                  + ","
                  + Workflows.node("b", "Provided")
                  + ","
                  + Workflows.node("c", "LogNoed"),
              Workflows.edge("start", "a"),
              Workflows.edge("a", "b")));

  private final List<WorkflowLoader> loaders = new ArrayList<>();
  private final List<Exercise> all = new ArrayList<>();
  private final FaultyFile file = new FaultyFile("a.json", DOCUMENT).shortReads(100);
  private final FaultyFile packed =
      new FaultyFile("a.json.zst", Packing.ZSTD.pack(DOCUMENT)).shortReads(100);

  /**
   * An operation of a loader.
   *
   * @param prepared what is done before each time
   */
  record Exercise(String name, Runnable prepared, Supplier<Publisher<?>> asked) {
    @Override
    public String toString() {
      return name;
    }
  }

  Exercises(Path directory) throws IOException {
    NodeRegistry registry =
        NodeRegistries.builder()
            .add(Workflows.type("Own", definition -> () -> definition))
            .add(new Provider())
            .build();
    WorkflowLoader plain = opened(WorkflowLoader.builder().registry(registry).rule(new Note()));
    WorkflowLoader bare = opened(WorkflowLoader.builder());
    WorkflowLoader watched =
        opened(
            WorkflowLoader.builder()
                .registry(registry)
                .pool(NodePool.create())
                .listener((operation, source) -> summary -> {}));
    loads(plain, bare, watched);
    caches(registry, Files.write(directory.resolve("a.json"), DOCUMENT));
    writes(plain, directory);
    add("scan", () -> plain.scan(directory, ScanOptions.defaults()));
    add("preload", () -> plain.preload(List.of("Provided", "LogNode")));
  }

  private void loads(WorkflowLoader plain, WorkflowLoader bare, WorkflowLoader watched) {
    add("load of bytes", () -> plain.load(DOCUMENT));
    add("tryLoad of a publisher", () -> plain.tryLoad(published()));
    add("tryLoad of a file", () -> plain.tryLoad(file.path()));
    add("tryLoad of zstd", () -> plain.tryLoad(packed.path()));
    add("load of gzip", () -> plain.load(Packing.GZIP.pack(DOCUMENT)));
    add("tryRead", () -> plain.tryRead(file.path()));
    add("validate", () -> bare.validate(file.path()));
    add("skeleton", () -> plain.skeleton(file.path()));
    add("preview", () -> plain.preview(file.path()));
    add("the whole of a preview", () -> plain.preview(file.path()).block().full());
    add("events of a file", () -> plain.events(file.path()));
    add("events of a publisher", () -> watched.events(published()));
    add("measured tryLoad", () -> watched.tryLoad(file.path()));
    add(
        "withSchema",
        () -> watched.withSchema(ByteSource.of(file.path()), schema -> Mono.just("used")));
  }

  private void caches(NodeRegistry registry, Path onDisk) {
    WorkflowCache empty = WorkflowCache.create();
    WorkflowLoader missing = opened(WorkflowLoader.builder().registry(registry).cache(empty));
    WorkflowLoader hitting =
        opened(WorkflowLoader.builder().registry(registry).cache(WorkflowCache.create()));
    add("cached file, missed", empty::clear, () -> missing.tryLoad(file.path()));
    add("cached file on a disk, missed", empty::clear, () -> missing.tryLoad(onDisk));
    add("cached bytes, missed", empty::clear, () -> missing.tryLoad(ByteSource.of("", DOCUMENT)));
    add("cached publisher, missed", empty::clear, () -> missing.tryLoad(published()));
    add("cached file", () -> hitting.tryLoad(file.path()));
    add("cached bytes", () -> hitting.tryLoad(ByteSource.of("", DOCUMENT)));
    add(
        "two at once of a cached file",
        empty::clear,
        () -> Mono.zip(missing.read(file.path()), missing.read(file.path())));
  }

  private void writes(WorkflowLoader plain, Path directory) {
    WorkflowDefinition definition = plain.read(ByteSource.of("", DOCUMENT)).block();
    WriteOptions standard = WriteOptions.standard();
    for (Compression compression : Compression.values()) {
      WriteOptions packing = standard.withCompression(compression);
      add("encode " + compression, () -> plain.encode(definition, packing));
    }
    Path target = directory.resolve("written.json.gz");
    add("write", () -> plain.write(definition, target, standard).thenReturn("written"));
    add("check", () -> plain.check(definition));
    Path updated = directory.resolve("updated.json");
    add(
        "update",
        () -> replaced(updated),
        () -> plain.update(updated, edit -> edit.metadata("name", "Updated")));
    add("statistics", () -> plain.compressionStatistics(definition, standard));
  }

  private static void replaced(Path file) {
    try {
      Files.write(file, DOCUMENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WorkflowLoader opened(WorkflowLoaderBuilder builder) {
    WorkflowLoader loader = builder.build();
    loaders.add(loader);
    return loader;
  }

  private void add(String name, Supplier<Publisher<?>> asked) {
    add(name, () -> {}, asked);
  }

  private void add(String name, Runnable prepared, Supplier<Publisher<?>> asked) {
    all.add(new Exercise(name, prepared, asked));
  }

  private static ByteSource published() {
    int size = 50;
    return ByteSource.of(
        "",
        Flux.range(0, (DOCUMENT.length + size - 1) / size)
            .publishOn(Schedulers.boundedElastic())
            .map(
                number ->
                    ByteBuffer.wrap(
                        DOCUMENT, number * size, Math.min(size, DOCUMENT.length - number * size))));
  }

  List<Exercise> all() {
    return all;
  }

  /** How many of the files are open. */
  int openFiles() {
    return file.open() + packed.open();
  }

  /** What an answer says, without what differs each time. */
  static Object said(Object answer) {
    if (answer instanceof LoadResult result) {
      return List.of(result.kind(), result.definition(), result.report());
    }
    if (answer instanceof ReadResult result) {
      return List.of(result.kind(), result.definition(), result.report());
    }
    if (answer instanceof Preview preview) {
      return preview.skeleton();
    }
    if (answer instanceof WorkflowSchema schema) {
      return schema.definition();
    }
    return answer instanceof LoadEvent.Loaded loaded
        ? List.of(loaded.schema().definition(), loaded.report())
        : answer;
  }

  /** What an answer reports. */
  static List<Finding> found(Object answer) {
    if (answer instanceof LoadResult result) {
      return result.report().findings();
    }
    if (answer instanceof LoadEvent.Loaded loaded) {
      return loaded.report().findings();
    }
    if (answer instanceof ScanEntry.Failed<?> failed) {
      return List.of(failed.exception().finding());
    }
    return answer instanceof ReadResult result ? result.report().findings() : List.of();
  }

  @Override
  public void close() {
    loaders.forEach(WorkflowLoader::close);
  }

  private static final class Note implements Rule {
    @Override
    public String name() {
      return "note";
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      reports.aboutWorkflow(Severity.INFO, "Read");
    }
  }

  private static final class Provider implements NodeProvider {
    @Override
    public Set<String> names() {
      return Set.of("Provided");
    }

    @Override
    public NodeType load(String name) {
      return NodeType.of(name, "provided", List.of(), List.of(), NodeFactory.PLAIN);
    }
  }
}

package dev.sluice.bench;

import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.WorkflowLoaderBuilder;
import dev.sluice.config.Limits;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.source.ByteSource;
import dev.sluice.write.WriteOptions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What Sluice's users do with a document, without a hop to another thread. */
public abstract class SluiceTask implements Task {

  private static final int CHUNK = 16 * 1024;

  WorkflowLoader loader;
  byte[] document = {};

  @Override
  public void prepare(byte[] document) throws Exception {
    this.document = document;
    loader = builder().build();
  }

  WorkflowLoaderBuilder builder() {
    return WorkflowLoader.builder().limits(Limits.trusted()).scheduler(Schedulers.immediate());
  }

  @Override
  public Map<String, Long> facts(Object result) {
    return facts(((WorkflowSchema) result).definition());
  }

  static Map<String, Long> facts(WorkflowDefinition definition) {
    return Map.of(
        BenchDocument.NODES, (long) definition.nodes().size(),
        BenchDocument.CONNECTIONS, (long) definition.connections().size(),
        BenchDocument.IDS, definition.nodes().keySet().stream().mapToLong(String::hashCode).sum());
  }

  /** All of it from one buffer: reading, every check, live nodes. */
  public static final class Load extends SluiceTask {
    @Override
    public Object run() {
      return loader.load(document).block();
    }
  }

  /** The same from a publisher of chunks of 16 KiB. */
  public static final class Chunks extends SluiceTask {
    @Override
    public Object run() {
      return loader.load(chunks()).block();
    }

    private Flux<ByteBuffer> chunks() {
      return Flux.<ByteBuffer, Integer>generate(
          () -> 0,
          (at, sink) -> {
            if (at >= document.length) {
              sink.complete();
            } else {
              sink.next(ByteBuffer.wrap(document, at, Math.min(CHUNK, document.length - at)));
            }
            return at + CHUNK;
          });
    }
  }

  /** A definition without live nodes. */
  public static final class Read extends SluiceTask {
    @Override
    public Object run() {
      return loader.read(ByteSource.of("", document)).block();
    }

    @Override
    public Map<String, Long> facts(Object result) {
      return facts((WorkflowDefinition) result);
    }
  }

  /** The findings alone. */
  public static final class Validate extends SluiceTask {
    @Override
    public Object run() {
      return loader.validate(ByteSource.of("", document)).block();
    }

    @Override
    public Map<String, Long> facts(Object result) {
      return Map.of(BenchDocument.FINDINGS, (long) ((ValidationReport) result).findings().size());
    }
  }

  /** A preview. */
  public static final class Skeleton extends SluiceTask {
    @Override
    public Object run() {
      return loader.skeleton(ByteSource.of("", document)).block();
    }

    @Override
    public Map<String, Long> facts(Object result) {
      WorkflowSkeleton skeleton = (WorkflowSkeleton) result;
      return Map.of(
          BenchDocument.NODES, skeleton.nodeCount(),
          BenchDocument.CONNECTIONS, skeleton.connectionCount(),
          BenchDocument.TYPES, (long) skeleton.nodeTypes().size());
    }
  }

  /** A load of bytes the cache has seen: digest, look-up, live nodes. */
  public static final class Hit extends SluiceTask {

    private final WorkflowCache cache = WorkflowCache.create();

    @Override
    WorkflowLoaderBuilder builder() {
      return super.builder().cache(cache);
    }

    @Override
    public Object run() {
      return loader.load(document).block();
    }

    @Override
    public Map<String, Long> facts(Object result) {
      if (cache.statistics().misses() != 1) {
        throw new IllegalStateException("the cache was missed " + cache.statistics());
      }
      return super.facts(result);
    }
  }

  /** A definition to the bytes of a document, in memory. */
  public static final class Write extends SluiceTask {

    private WorkflowDefinition definition;

    @Override
    public void prepare(byte[] document) throws Exception {
      super.prepare(document);
      definition = loader.read(ByteSource.of("", document)).block();
    }

    @Override
    public Object run() {
      return loader
          .encode(definition, WriteOptions.standard())
          .reduce(0L, (sum, chunk) -> sum + chunk.remaining())
          .block();
    }

    @Override
    public Map<String, Long> facts(Object result) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      loader
          .encode(definition, WriteOptions.standard())
          .doOnNext(
              chunk -> {
                byte[] bytes = new byte[chunk.remaining()];
                chunk.get(bytes);
                written.writeBytes(bytes);
              })
          .blockLast();
      if (written.size() != (Long) result) {
        throw new IllegalStateException("wrote " + result + " bytes, then " + written.size());
      }
      return facts(loader.read(ByteSource.of("", written.toByteArray())).block());
    }
  }
}

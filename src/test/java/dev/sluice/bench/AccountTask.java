package dev.sluice.bench;

import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.WorkflowLoaderBuilder;
import dev.sluice.config.Limits;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.pool.NodePool;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.source.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A load by a host with its own nodes, with or without one of the optimisations. */
public abstract class AccountTask implements Task {

  private final HostNodes host = new HostNodes();
  private Collection<String> types = List.of();
  byte[] document = {};
  NodeRegistry registry;
  WorkflowLoader loader;

  @Override
  public void prepare(byte[] document) throws Exception {
    this.document = document;
    try (WorkflowLoader plain = builder().build()) {
      types =
          plain.read(ByteSource.of("", document)).block().nodes().values().stream()
              .map(node -> node.type().name())
              .distinct()
              .toList();
    }
    registry = newRegistry();
    loader = tuned(builder().registry(registry)).build();
  }

  @Override
  public void constructorTakes(long nanos) {
    host.cost(nanos);
  }

  static WorkflowLoaderBuilder builder() {
    return WorkflowLoader.builder().limits(Limits.trusted()).scheduler(Schedulers.immediate());
  }

  /** A registry of this host that has loaded no descriptor. */
  NodeRegistry newRegistry() {
    return host.registry(types);
  }

  /** The options that make the difference. */
  WorkflowLoaderBuilder tuned(WorkflowLoaderBuilder builder) {
    return builder;
  }

  /** The types the document declares, each once. */
  Collection<String> types() {
    return types;
  }

  static WorkflowSchema load(NodeRegistry registry, byte[] document) {
    return builder().registry(registry).build().load(document).block();
  }

  @Override
  public Object run() throws Exception {
    return loader.load(document).block().definition();
  }

  @Override
  public Map<String, Long> facts(Object result) {
    return SluiceTask.facts((WorkflowDefinition) result);
  }

  /** As it is by default. */
  public static final class Plain extends AccountTask {}

  /** Checked before it is loaded, as if the load did not check. */
  public static final class CheckedTwice extends AccountTask {
    @Override
    public Object run() throws Exception {
      boolean accepted = loader.validate(ByteSource.of("", document)).block().accepted();
      return accepted ? super.run() : "rejected";
    }
  }

  /** Besides, the type of each node is looked up, migration first. */
  public static final class ResolvedByNode extends AccountTask {
    @Override
    public Object run() throws Exception {
      WorkflowDefinition definition = (WorkflowDefinition) super.run();
      int found = 0;
      for (NodeDefinition node : definition.nodes().values()) {
        String name = node.declaredType();
        String replaced = registry.migration(name).map(migration -> migration.to()).orElse(name);
        found += registry.find(replaced).isPresent() ? 1 : 0;
      }
      return found == definition.nodes().size() ? definition : "a type is missing";
    }
  }

  /** The first load of a process: descriptors load as they are needed. */
  public static final class FirstLoad extends AccountTask {
    @Override
    public Object run() {
      return load(newRegistry(), document).definition();
    }
  }

  /** The same where all 492 descriptors load first. */
  public static final class AllTypesFirst extends AccountTask {
    @Override
    public Object run() {
      NodeRegistry fresh = newRegistry();
      fresh.names().forEach(fresh::find);
      return load(fresh, document).definition();
    }
  }

  /** The same where the document's types load in one go before the rest. */
  public static final class TypesPreloaded extends AccountTask {
    @Override
    public Object run() {
      NodeRegistry fresh = newRegistry();
      types().forEach(fresh::find);
      return load(fresh, document).definition();
    }
  }

  /** Through a cache that has the document. */
  public static final class CacheHit extends AccountTask {

    private final WorkflowCache cache = WorkflowCache.create();

    @Override
    WorkflowLoaderBuilder tuned(WorkflowLoaderBuilder builder) {
      return builder.cache(cache);
    }

    @Override
    public Map<String, Long> facts(Object result) {
      if (cache.statistics().misses() != 1) {
        throw new IllegalStateException("the cache was missed " + cache.statistics());
      }
      return super.facts(result);
    }
  }

  /** Through a cache that is full of other documents. */
  public static final class CacheMiss extends AccountTask {

    private static final int MARKS = 10;

    private final WorkflowCache cache = WorkflowCache.create();
    private int number;

    @Override
    WorkflowLoaderBuilder tuned(WorkflowLoaderBuilder builder) {
      return builder.cache(cache);
    }

    @Override
    public Object run() {
      return loader.load(next()).block().definition();
    }

    /** The document with other white space behind it each time. */
    private byte[] next() {
      byte[] next = Arrays.copyOf(document, document.length + MARKS);
      number++;
      for (int i = 0; i < MARKS; i++) {
        next[document.length + i] = (byte) ((number >> i & 1) == 0 ? ' ' : '\n');
      }
      return next;
    }

    @Override
    public Map<String, Long> facts(Object result) {
      if (cache.statistics().hits() > 0) {
        throw new IllegalStateException("the cache was hit " + cache.statistics());
      }
      return super.facts(result);
    }
  }

  /** gzip, decompressed while it is read. */
  public static final class Unpacking extends AccountTask {

    private static final int CHUNK = 16 * 1024;

    private byte[] packed = {};

    @Override
    public void prepare(byte[] document) throws Exception {
      super.prepare(document);
      packed = packed(document);
    }

    @Override
    public Object run() {
      return loader
          .load(
              Flux.range(0, (packed.length + CHUNK - 1) / CHUNK)
                  .map(
                      i ->
                          ByteBuffer.wrap(
                              packed, i * CHUNK, Math.min(CHUNK, packed.length - i * CHUNK))))
          .block()
          .definition();
    }
  }

  /** gzip, decompressed as a whole and then read. */
  public static final class UnpackedFirst extends AccountTask {

    private byte[] packed = {};

    @Override
    public void prepare(byte[] document) throws Exception {
      super.prepare(document);
      packed = packed(document);
    }

    @Override
    public Object run() throws IOException {
      try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
        return loader.load(unpacked.readAllBytes()).block().definition();
      }
    }
  }

  private static byte[] packed(byte[] document) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(document);
    }
    return packed.toByteArray();
  }

  /** A preview, without nodes. */
  public static final class Skeleton extends AccountTask {
    @Override
    public Object run() {
      return loader.skeleton(ByteSource.of("", document)).block();
    }

    @Override
    public Map<String, Long> facts(Object result) {
      return Map.of(BenchDocument.NODES, ((WorkflowSkeleton) result).nodeCount());
    }
  }

  /** Nodes from the pool, and back to it. */
  public static final class Pooled extends AccountTask {

    private final NodePool pool = NodePool.of(1_000);

    @Override
    WorkflowLoaderBuilder tuned(WorkflowLoaderBuilder builder) {
      return builder.pool(pool);
    }

    @Override
    public Object run() {
      WorkflowSchema schema = loader.load(document).block();
      pool.release(schema);
      return schema.definition();
    }

    @Override
    public Map<String, Long> facts(Object result) {
      if (pool.statistics().hits() == 0) {
        throw new IllegalStateException("the pool was not used " + pool.statistics());
      }
      return super.facts(result);
    }
  }

  /** Nodes by up to two threads. */
  public static final class TwoThreads extends AccountTask {
    @Override
    WorkflowLoaderBuilder tuned(WorkflowLoaderBuilder builder) {
      return builder.scheduler(elastic()).creation(20, 2);
    }
  }

  /** Nodes by the thread of the load. */
  public static final class OneThread extends AccountTask {
    @Override
    WorkflowLoaderBuilder tuned(WorkflowLoaderBuilder builder) {
      return builder.scheduler(elastic()).creation(20, 1);
    }
  }

  private static Scheduler elastic() {
    return Schedulers.newBoundedElastic(2, 100, "bench", 60, true);
  }
}

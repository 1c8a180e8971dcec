package dev.sluice.bench;

import com.github.luben.zstd.Zstd;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What each {@link HostileDocument} costs next to a plain document of as many bytes: the calling
 * thread's CPU time, the lower quartile of rounds in which both take turns.
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests test-compile exec:exec@hostile
 * </pre>
 *
 * <p>Arguments, in {@code -Dhostile=}, are names of kinds, which then are the only ones, and these
 * options:
 *
 * <ul>
 *   <li>{@code --ways WHOLE,CHUNKS,GZIP,ZSTD}: how the bytes come; the first two by default
 *   <li>{@code --enough 300}: milliseconds of CPU after which no further round begins
 *   <li>{@code --rows FILE}: keeps each row in a file, and measures no kind that the file has
 *   <li>{@code --write PAGE}: writes all rows into a page
 * </ul>
 *
 * <p>A ratio above {@value #MOST} is bold.
 */
public final class HostileCost {

  private static final double MOST = 5;
  private static final int CHUNK = 8 * 1024;
  private static final int WARM_UP = 6;
  private static final int ROUNDS = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final WorkflowLoader LOADER =
      WorkflowLoader.builder()
          .limits(Limits.untrusted().with(Limit.MILLISECONDS, 600_000))
          .scheduler(Schedulers.immediate())
          .build();

  private static final WorkflowLoader UNCOUNTED =
      WorkflowLoader.builder()
          .limits(
              Limits.untrusted()
                  .with(Limit.NODES, Integer.MAX_VALUE)
                  .with(Limit.CONNECTIONS, Integer.MAX_VALUE))
          .scheduler(Schedulers.immediate())
          .build();

  /** An operation of a loader. */
  private enum Task {
    LOAD {
      @Override
      Mono<?> of(WorkflowLoader loader, ByteSource source) {
        return loader.tryLoad(source);
      }
    },
    VALIDATE {
      @Override
      Mono<?> of(WorkflowLoader loader, ByteSource source) {
        return loader.validate(source);
      }
    },
    SKELETON {
      @Override
      Mono<?> of(WorkflowLoader loader, ByteSource source) {
        return loader.skeleton(source);
      }
    };

    abstract Mono<?> of(WorkflowLoader loader, ByteSource source);
  }

  /** How the bytes come. */
  private enum Way {
    WHOLE {
      @Override
      ByteSource source(byte[] document) {
        return ByteSource.of("whole", document);
      }
    },
    CHUNKS {
      @Override
      ByteSource source(byte[] document) {
        return chunks(document);
      }
    },
    GZIP {
      @Override
      byte[] packed(byte[] document) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
          gzip.write(document);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
      }

      @Override
      ByteSource source(byte[] document) {
        return chunks(document);
      }
    },
    ZSTD {
      @Override
      byte[] packed(byte[] document) {
        return Zstd.compress(document);
      }

      @Override
      ByteSource source(byte[] document) {
        return chunks(document);
      }
    };

    byte[] packed(byte[] document) {
      return document;
    }

    abstract ByteSource source(byte[] document);

    private static ByteSource chunks(byte[] document) {
      return ByteSource.of(
          "chunks",
          Flux.range(0, (document.length + CHUNK - 1) / CHUNK)
              .map(
                  i ->
                      ByteBuffer.wrap(
                          document, i * CHUNK, Math.min(CHUNK, document.length - i * CHUNK))));
    }
  }

  private List<Way> ways = List.of(Way.WHOLE, Way.CHUNKS);

  /** CPU time after which no further round of a pair begins, in nanoseconds. */
  private long enough = 300_000_000;

  private HostileCost() {}

  /** Measures the kinds that are named, or all. */
  public static void main(String[] arguments) throws IOException {
    HostileCost cost = new HostileCost();
    Deque<String> left = new ArrayDeque<>(Arrays.asList(arguments));
    List<HostileDocument> kinds = new ArrayList<>();
    Optional<Path> rows = Optional.empty();
    Optional<Path> page = Optional.empty();
    while (!left.isEmpty()) {
      String next = left.remove();
      switch (next) {
        case "--ways" ->
            cost.ways = Arrays.stream(left.remove().split(",")).map(Way::valueOf).toList();
        case "--enough" -> cost.enough = Long.parseLong(left.remove()) * 1_000_000;
        case "--rows" -> rows = Optional.of(Path.of(left.remove()));
        case "--write" -> page = Optional.of(Path.of(left.remove()));
        default -> kinds.add(HostileDocument.valueOf(next));
      }
    }
    for (int i = 0; i < 3; i++) {
      cost.row(HostileDocument.CHAIN); // compiles what all have in common
    }
    List<String> head = cost.head();
    head.forEach(System.out::println);
    HostileTable table = new HostileTable(head, rows);
    table.measure(kinds.isEmpty() ? List.of(HostileDocument.values()) : kinds, cost::row);
    if (page.isPresent()) {
      table.write(page.get());
    }
  }

  private List<String> head() {
    StringBuilder head = new StringBuilder("| kind | KB |");
    for (Way way : ways) {
      for (Task task : Task.values()) {
        head.append(' ').append(lower(way)).append(": ").append(lower(task)).append(" |");
      }
    }
    return List.of(head.toString(), "|---".repeat(2 + ways.size() * Task.values().length) + "|");
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The cells of a kind behind its name. */
  private String row(HostileDocument kind) {
    StringBuilder row = new StringBuilder(" " + kind.bytes().length / 1_000 + " |");
    for (double ratio : measure(kind)) {
      row.append(String.format(Locale.ROOT, ratio > MOST ? " **%.1f** |" : " %.1f |", ratio));
    }
    return row.toString();
  }

  private List<Double> measure(HostileDocument document) {
    byte[] hostile = document.bytes();
    byte[] plain = plain(hostile.length);
    List<Double> ratios = new ArrayList<>();
    for (Way way : ways) {
      byte[] packed = way.packed(hostile);
      byte[] packedPlain = way.packed(plain);
      for (Task task : Task.values()) {
        ratios.add(
            ratio(
                    () -> run(task.of(LOADER, way.source(packed))),
                    () -> run(task.of(UNCOUNTED, way.source(packedPlain))))
                * plain.length
                / hostile.length);
      }
    }
    return ratios;
  }

  /** A chain of at least as many bytes. */
  private static byte[] plain(int bytes) {
    int nodes = 2;
    byte[] document = ChainDocuments.of(nodes);
    while (document.length < bytes) {
      nodes += Math.max(1, (bytes - document.length) / 500);
      document = ChainDocuments.of(nodes);
    }
    return document;
  }

  private double ratio(Runnable hostile, Runnable plain) {
    long spent = 0;
    for (int i = 0; i < WARM_UP && spent < enough; i++) {
      spent += cost(hostile) + cost(plain);
    }
    List<Long> hostiles = new ArrayList<>();
    List<Long> plains = new ArrayList<>();
    spent = 0;
    for (int i = 0; i < ROUNDS && spent < enough; i++) {
      hostiles.add(cost(hostile));
      plains.add(cost(plain));
      spent += hostiles.get(i) + plains.get(i);
    }
    return (double) lowerQuartile(hostiles) / lowerQuartile(plains);
  }

  private static long cost(Runnable task) {
    long before = THREADS.getCurrentThreadCpuTime();
    task.run();
    return THREADS.getCurrentThreadCpuTime() - before;
  }

  private static long lowerQuartile(List<Long> costs) {
    return costs.stream().sorted().toList().get(costs.size() / 4);
  }

  private static void run(Mono<?> task) {
    task.onErrorComplete().block();
  }
}

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What each {@link HostileDocument} costs next to a plain document of as many bytes: the calling
 * thread's CPU time, the lower quartile of rounds in which both take turns.
 *
 * <pre>
 *   mvn -q -Pbench -DskipTests test-compile exec:exec -Dbench.main=dev.sluice.bench.HostileCost
 * </pre>
 *
 * <p>Names of kinds as {@code -Dbench="CHAIN DEEP"} measure these only; without Maven, they are the
 * arguments of {@link #main}, {@code -Dways=WHOLE,CHUNKS} leaves the other ways out, and {@code
 * -Denough=60} makes rounds shorter than 300 ms. A ratio above {@value #MOST} is marked.
 */
public final class HostileCost {

  private static final double MOST = 5;
  private static final int CHUNK = 8 * 1024;
  private static final int WARM_UP = 6;
  private static final int ROUNDS = 5;

  /** CPU time after which no further round of a pair begins, in nanoseconds. */
  private static final long ENOUGH = Long.getLong("enough", 300) * 1_000_000;

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

  private static final List<Way> WAYS =
      Arrays.stream(System.getProperty("ways", "WHOLE,CHUNKS,GZIP,ZSTD").split(","))
          .map(Way::valueOf)
          .toList();

  private HostileCost() {}

  /** Measures the kinds that are named, or all. */
  public static void main(String[] kinds) {
    List<HostileDocument> documents =
        kinds.length == 0
            ? List.of(HostileDocument.values())
            : Arrays.stream(kinds).map(HostileDocument::valueOf).toList();
    for (int i = 0; i < 3; i++) {
      measure(HostileDocument.CHAIN); // compiles what all have in common
    }
    System.out.print("| kind | KB |");
    for (Way way : WAYS) {
      for (Task task : Task.values()) {
        System.out.print(" " + lower(way) + " " + lower(task) + " |");
      }
    }
    System.out.println();
    for (HostileDocument document : documents) {
      StringBuilder row = new StringBuilder("| " + lower(document).replace('_', ' ') + " | ");
      row.append(document.bytes().length / 1_000).append(" |");
      for (double ratio : measure(document)) {
        row.append(String.format(Locale.ROOT, ratio > MOST ? " **%.1f** |" : " %.1f |", ratio));
      }
      System.out.println(row);
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<Double> measure(HostileDocument document) {
    byte[] hostile = document.bytes();
    byte[] plain = plain(hostile.length);
    List<Double> ratios = new ArrayList<>();
    for (Way way : WAYS) {
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

  private static double ratio(Runnable hostile, Runnable plain) {
    long spent = 0;
    for (int i = 0; i < WARM_UP && spent < ENOUGH; i++) {
      spent += cost(hostile) + cost(plain);
    }
    List<Long> hostiles = new ArrayList<>();
    List<Long> plains = new ArrayList<>();
    spent = 0;
    for (int i = 0; i < ROUNDS && spent < ENOUGH; i++) {
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

package dev.sluice.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Marked;
import dev.sluice.support.Packing;
import dev.sluice.support.Workflows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.scheduler.Schedulers;

/**
 * Each limit is reached and exceeded by one in every compression, in every chunking and by every
 * reader. The switch below has a case for each limit, so a new one needs a case here.
 */
class LimitsEverywhereTest {

  /** What a skeleton does not contain, and so does not limit. */
  private static final Set<Limit> UNLIMITED_IN_SKELETONS =
      EnumSet.of(
          Limit.NODE_ID_LENGTH,
          Limit.PORT_LENGTH,
          Limit.CONFIG_STRING_LENGTH,
          Limit.CONFIG_KEY_LENGTH,
          Limit.CONFIG_DEPTH,
          Limit.NUMBER_LENGTH);

  @TempDir private Path folder;

  /** A source, the value of a limit, and whether the source exceeds it by one. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tried(byte[] source, long value, boolean exceeds) {}

  private enum Reader {
    LOAD {
      @Override
      ValidationReport read(WorkflowLoader loader, ByteSource source) {
        return loader.tryLoad(source).block().report();
      }
    },
    VALIDATE {
      @Override
      ValidationReport read(WorkflowLoader loader, ByteSource source) {
        return loader.validate(source).block();
      }
    },
    SKELETON {
      @Override
      ValidationReport read(WorkflowLoader loader, ByteSource source) {
        return reportOf(() -> loader.skeleton(source).block());
      }
    },
    EVENTS {
      @Override
      ValidationReport read(WorkflowLoader loader, ByteSource source) {
        return reportOf(() -> loader.events(source).blockLast());
      }
    };

    abstract ValidationReport read(WorkflowLoader loader, ByteSource source);

    private static ValidationReport reportOf(Runnable reading) {
      try {
        reading.run();
        return ValidationReport.CLEAN;
      } catch (WorkflowException e) {
        return e.report();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MILLISECONDS") // DeadlineTest
  void limit_everyCompressionChunkingAndReader_isReachedAndExceededByOne(Limit limit) {
    List<String> wrong = new ArrayList<>();
    Set<Boolean> tried = new HashSet<>();
    for (Packing packing : Packing.values()) {
      for (Tried each : sources(limit, packing)) {
        try (WorkflowLoader loader = loader(Limits.untrusted().with(limit, each.value()))) {
          for (Reader reader : readers(limit)) {
            tried.add(each.exceeds());
            wrong(limit, reader, loader, each).forEach(text -> wrong.add(packing + text));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(tried).containsExactlyInAnyOrder(false, true);
  }

  private static WorkflowLoader loader(Limits limits) {
    return WorkflowLoader.builder()
        .registry(Workflows.registry())
        .limits(limits)
        .scheduler(Schedulers.immediate())
        .build();
  }

  private static Set<Reader> readers(Limit limit) {
    Set<Reader> readers = EnumSet.allOf(Reader.class);
    if (UNLIMITED_IN_SKELETONS.contains(limit) || limit == Limit.FINDINGS) {
      readers.remove(Reader.SKELETON);
    }
    if (limit == Limit.FINDINGS) {
      readers.remove(Reader.EVENTS); // these have no report unless they fail
    }
    return readers;
  }

  private List<String> wrong(Limit limit, Reader reader, WorkflowLoader loader, Tried tried) {
    List<String> wrong = new ArrayList<>();
    List<ByteSource> chunkings = chunkings(tried.source());
    for (int i = 0; i < chunkings.size(); i++) {
      ValidationReport report = reader.read(loader, chunkings.get(i));
      if (isExceeded(limit, report) != tried.exceeds()) {
        wrong.add(
            " %s, chunking %d, exceeds: %s: %s"
                .formatted(reader, i, tried.exceeds(), report.findings()));
      }
    }
    return wrong;
  }

  private static boolean isExceeded(Limit limit, ValidationReport report) {
    return limit == Limit.FINDINGS
        ? report.omitted() == 1
        : report.findings().stream()
            .filter(finding -> finding.code() == FindingCode.LIMIT_EXCEEDED)
            .anyMatch(finding -> finding.message().contains(limit.label() + " of "));
  }

  private List<ByteSource> chunkings(byte[] source) {
    Path file = folder.resolve("source");
    try {
      Files.write(file, source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(
        ByteSource.of("", source),
        ByteSource.of(file),
        Chunked.at(source.length / 2, source),
        Chunked.every(source.length > 10_000 ? 1_000 : 1, 0, source));
  }

  private static List<Tried> sources(Limit limit, Packing packing) {
    boolean plain = packing == Packing.PLAIN;
    byte[] document = Workflows.bytes(Workflows.chain(20));
    return switch (limit) {
      case COMPRESSED_BYTES -> {
        byte[] source = packing.pack(document);
        yield both(source, source.length);
      }
      case DECODED_BYTES -> both(packing.pack(document), document.length);
      case EXPANSION_RATIO -> plain ? List.of() : expanding(packing);
      case FRAMES -> plain ? List.of() : both(frames(packing, document, 5), 5);
      case ZSTD_WINDOW_BYTES ->
          packing == Packing.ZSTD ? both(withWindow(17, document), 1 << 17) : List.of();
      case FINDINGS -> both(packing.pack(faulty(4)), 4);
      case MILLISECONDS -> List.of();
      case NODES,
          CONNECTIONS,
          NODE_ID_LENGTH,
          NODE_TYPE_LENGTH,
          PORT_LENGTH,
          NAME_LENGTH,
          DESCRIPTION_LENGTH,
          VERSION_LENGTH,
          CONFIG_STRING_LENGTH,
          CONFIG_KEY_LENGTH,
          CONFIG_DEPTH,
          NESTING,
          TOKENS,
          NUMBER_LENGTH ->
          LimitsTest.cases()
              .filter(tried -> tried.limit() == limit)
              .flatMap(
                  tried ->
                      Stream.of(
                          new Tried(packing.pack(text(tried, 0)), tried.value(), false),
                          new Tried(packing.pack(text(tried, 1)), tried.value(), true)))
              .toList();
    };
  }

  /** A source that has exactly as much of something as a limit allows, or one more. */
  private static List<Tried> both(byte[] source, long has) {
    return List.of(new Tried(source, has, false), new Tried(source, has - 1, true));
  }

  private static byte[] text(LimitsTest.Case tried, int more) {
    return Workflows.bytes(Marked.of(tried.document().apply((int) tried.value() + more)).text());
  }

  /** A source whose ratio of decoded to compressed bytes is highest at its end. */
  private static List<Tried> expanding(Packing packing) {
    String letters =
        new Random(1)
            .ints(9_000, 'A', 'z')
            .filter(next -> next != '\\')
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    byte[] document =
        Workflows.bytes("{\"nodes\":{},\"x\":\"" + letters + "\"}" + " ".repeat(2 << 20));
    byte[] source = packing.pack(document);
    return both(source, document.length / source.length + 1);
  }

  private static byte[] frames(Packing packing, byte[] document, int count) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      int from = document.length * i / count;
      int to = document.length * (i + 1) / count;
      frames.writeBytes(packing.pack(Arrays.copyOfRange(document, from, to)));
    }
    return frames.toByteArray();
  }

  private static byte[] withWindow(int log, byte[] document) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(frame)) {
      out.setLong(log);
      out.write(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frame.toByteArray();
  }

  /** A document with so many findings. */
  private static byte[] faulty(int findings) {
    String nodes =
        Workflows.START
            + Workflows.each(findings, i -> "," + Workflows.node("n" + i, "NoType" + i));
    String[] edges =
        Stream.iterate(0, i -> i < findings, i -> i + 1)
            .map(i -> Workflows.edge("start", "n" + i))
            .toArray(String[]::new);
    return Workflows.bytes(Workflows.workflow(nodes, edges));
  }
}

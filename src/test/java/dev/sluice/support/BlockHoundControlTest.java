package dev.sluice.support;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Shows that BlockHound sees blocking calls, so that its silence elsewhere means something. */
@EnabledOnOs(OS.LINUX)
class BlockHoundControlTest {

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void openAFile() throws Exception {
    Path file = Files.writeString(directory.resolve("a.txt"), "some bytes");
    bench = new Bench(directory, file, FileChannel.open(file, READ, WRITE));
  }

  @AfterEach
  void closeIt() throws Exception {
    bench.open().close();
  }

  @ParameterizedTest
  @EnumSource
  void isReportedOnAParallelThread(Probe probe) {
    assertThatThrownBy(() -> run(probe, Schedulers.parallel()))
        .hasRootCauseInstanceOf(BlockingOperationError.class);
  }

  @ParameterizedTest
  @EnumSource
  void isAllowedOnABoundedElasticThread(Probe probe) {
    assertThat(run(probe, Schedulers.boundedElastic())).isEqualTo(probe);
  }

  private Probe run(Probe probe, Scheduler scheduler) {
    return Mono.fromCallable(
            () -> {
              probe.call.on(bench);
              return probe;
            })
        .subscribeOn(scheduler)
        .block();
  }

  /** What the probes work on: a directory, a file in it and a channel that is already open. */
  private record Bench(Path directory, Path file, FileChannel open) {}

  @FunctionalInterface
  private interface Call {
    void on(Bench bench) throws Exception;
  }

  /** One blocking call each. */
  private enum Probe {
    FILES_READ_ALL_BYTES(bench -> Files.readAllBytes(bench.file)),
    FILES_SIZE(bench -> Files.size(bench.file)),
    FILES_LIST(bench -> Files.list(bench.directory).close()),
    FILES_MOVE(bench -> Files.move(bench.file, bench.directory.resolve("b.txt"))),
    FILES_DELETE(bench -> Files.delete(bench.file)),
    CHANNEL_OPEN(bench -> FileChannel.open(bench.file, READ).close()),
    CHANNEL_READ(bench -> bench.open.read(ByteBuffer.allocate(4))),
    CHANNEL_READ_AT(bench -> bench.open.read(ByteBuffer.allocate(4), 1)),
    CHANNEL_WRITE(bench -> bench.open.write(ByteBuffer.allocate(4))),
    CHANNEL_FORCE(bench -> bench.open.force(false)),
    ASYNCHRONOUS_CHANNEL_OPEN(
        bench ->
            AsynchronousFileChannel.open(bench.directory.resolve("c.txt"), CREATE, WRITE).close()),
    FILE_INPUT_STREAM_READ(bench -> readByte(bench.file)),
    AWAIT(bench -> assertThat(new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS)).isFalse()),
    SLEEP(bench -> Thread.sleep(1));

    private final Call call;

    Probe(Call call) {
      this.call = call;
    }

    private static void readByte(Path file) throws IOException {
      try (InputStream in = new FileInputStream(file.toFile())) {
        assertThat(in.read()).isEqualTo('s');
      }
    }
  }
}

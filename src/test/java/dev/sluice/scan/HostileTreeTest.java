package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.DropsSignals;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Scans of real directories with everything in them that a scan must survive. */
@EnabledOnOs(OS.LINUX)
class HostileTreeTest {

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir private Path root;
  private Scheduler scheduler;
  private WorkflowLoader loader;

  @BeforeEach
  void makeALoader() {
    scheduler = Schedulers.newBoundedElastic(2, 1_000, "hostile");
    loader = WorkflowLoader.builder().scheduler(scheduler).build();
  }

  @AfterEach
  void nothingIsOpen() throws Exception {
    loader.close();
    scheduler.disposeGracefully().block();
    assertThat(openFiles()).isEmpty();
  }

  @Test
  void scan_oneOfEachKind_emitsEach() throws Exception {
    Files.writeString(root.resolve("a.json"), Workflows.chain(1));
    Files.writeString(root.resolve("bad.json"), "{]");
    Files.createSymbolicLink(root.resolve("dangling.json"), root.resolve("nowhere"));
    Files.createDirectory(root.resolve("dir.json"));
    Files.writeString(root.resolve("dir.json/in.json"), Workflows.chain(1));
    Files.createFile(root.resolve("empty.json"));
    run("mkfifo", root.resolve("fifo.json").toString());
    try (RandomAccessFile huge = new RandomAccessFile(root.resolve("huge.json").toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    Files.createSymbolicLink(root.resolve("link.json"), root.resolve("a.json"));
    Files.createSymbolicLink(root.resolve("loop"), root);
    Files.writeString(root.resolve("package.json"), "{\"$schema\":\"x\"}");
    Files.createFile(root.resolve(".sluice-0123456789abcdef.tmp"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(root.resolve("socket.json")));

      StepVerifier.create(scan(ScanOptions.builder().skipped(true).build()).map(this::text))
          .expectNext(
              ".sluice-0123456789abcdef.tmp TEMPORARY",
              "a.json loaded",
              "bad.json MALFORMED_JSON",
              "dangling.json LINK",
              "dir.json/in.json loaded",
              "empty.json TRUNCATED",
              "fifo.json SPECIAL",
              "huge.json TOO_LARGE",
              "link.json LINK",
              "loop LINK",
              "package.json FOREIGN",
              "socket.json SPECIAL")
          .verifyComplete();
    }
  }

  @Test
  void scan_device_isSkipped() throws Exception {
    assumeThat(runs("mknod", root.resolve("zero.json").toString(), "c", "1", "5"))
        .as("may make devices")
        .isTrue();

    StepVerifier.create(scan(ScanOptions.builder().skipped(true).build()).map(this::text))
        .expectNext("zero.json SPECIAL")
        .verifyComplete();
  }

  @Test
  void scan_nameThatIsNoText_isLoaded() throws Exception {
    Path good = Files.writeString(root.resolve("good"), Workflows.chain(1));
    run("sh", "-c", "mv \"$1\" \"$(printf '%s/caf\\351.json' \"$2\")\"", "sh", good, root);

    StepVerifier.create(scan(ScanOptions.defaults()).map(entry -> entry.result().isPresent()))
        .expectNext(true)
        .verifyComplete();
  }

  @Test
  void scan_twoAtOnce_eachSeesEverything() throws Exception {
    files(100);
    Flux<ScanEntry<WorkflowDefinition>> scan = scan(ScanOptions.defaults());

    StepVerifier.create(Flux.zip(scan.map(this::text), scan.map(this::text)))
        .thenConsumeWhile(both -> both.getT1().equals(both.getT2()))
        .verifyComplete();
    StepVerifier.create(scan.count()).expectNext(100L).verifyComplete();
  }

  @Test
  @DropsSignals // a deadline drops the result that meets its cancel
  void scan_cancelledAnywhere_leavesNothingOpen() throws Exception {
    files(40);
    for (int after = 0; after < 30; after++) {
      StepVerifier.create(scan(ScanOptions.defaults()).take(after))
          .expectNextCount(after)
          .verifyComplete();
    }
  }

  @Test
  @DropsSignals // a deadline drops the result that meets its cancel
  void scan_cancelledFromAnotherThread_leavesNothingOpen() throws Exception {
    files(40);
    for (int round = 0; round < 50; round++) {
      CountDownLatch begun = new CountDownLatch(1 + round % 7);
      Disposable scan = scan(ScanOptions.defaults()).subscribe(entry -> begun.countDown());
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      scan.dispose();
    }
  }

  private Flux<ScanEntry<WorkflowDefinition>> scan(ScanOptions options) {
    return new DirectoryScanner(options, scheduler).scan(root, loader::read);
  }

  private String text(ScanEntry<WorkflowDefinition> entry) {
    String path = root.relativize(entry.path()).toString();
    if (entry instanceof ScanEntry.Skipped<WorkflowDefinition> skipped) {
      return path + " " + skipped.reason();
    }
    return path + " " + entry.failure().map(problem -> problem.code().name()).orElse("loaded");
  }

  private void files(int count) throws IOException {
    for (int i : IntStream.range(0, count).toArray()) {
      Path directory = Files.createDirectories(root.resolve("d" + i % 4));
      Files.writeString(directory.resolve(i + ".json"), Workflows.chain(5));
    }
  }

  /** What this process has open below the root. */
  private List<Path> openFiles() throws IOException {
    try (Stream<Path> all = Files.list(OPEN_FILES)) {
      return all.map(HostileTreeTest::target).filter(path -> path.startsWith(root)).toList();
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link; // closed meanwhile
    }
  }

  private static void run(Object... command) throws Exception {
    assertThat(runs(command)).as("%s", List.of(command)).isTrue();
  }

  private static boolean runs(Object... command) throws Exception {
    List<String> words = Stream.of(command).map(Object::toString).toList();
    return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
  }
}

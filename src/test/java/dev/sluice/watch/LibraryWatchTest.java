package dev.sluice.watch;

import static dev.sluice.support.Workflows.chain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.support.WatchResources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** Watches of real directories: what a subscriber knows equals a scan once changes have settled. */
class LibraryWatchTest {

  private static final int BURST = 5_000;

  @TempDir private Path temporary;

  private final WorkflowLoader loader = WorkflowLoader.create();
  private final LibraryWatch watch = LibraryWatch.of(loader::tryRead);

  @AfterEach
  void close() {
    loader.close();
  }

  private Path root() throws IOException {
    return Files.createDirectories(temporary.resolve("flows"));
  }

  private static void write(Path file, int steps) throws IOException {
    Files.writeString(file, chain(steps));
  }

  @Test
  void watch_burstOfChanges_endsEqualToAScan() throws Exception {
    Path root = root();
    try (FollowedTree tree = new FollowedTree(root, loader, watch).ready()) {
      for (int i = 0; i < BURST; i++) {
        write(root.resolve("f" + i % 500 + ".json"), i % 7);
      }
      for (int i = 0; i < 500; i += 3) {
        Files.delete(root.resolve("f" + i + ".json"));
      }
      tree.untilEqualToAScan();
    }
  }

  @Test
  void watch_savesByRename_areOneChangeEach() throws Exception {
    Path root = root();
    for (int i = 0; i < 50; i++) {
      write(root.resolve("f" + i + ".json"), i);
    }
    try (FollowedTree tree = new FollowedTree(root, loader, watch).ready()) {
      for (int i = 0; i < 50; i++) {
        Path file = root.resolve("f" + i + ".json");
        Path backup = root.resolve("f" + i + ".json~");
        Files.move(file, backup);
        write(file, i + 1);
        Files.delete(backup);
      }

      assertThat(tree.untilEqualToAScan())
          .hasSize(50)
          .allMatch(LibraryChange.Changed.class::isInstance);
    }
  }

  @Test
  void watch_deletedAndCreatedAgain_endsEqualToAScan() throws Exception {
    Path root = root();
    try (FollowedTree tree = new FollowedTree(root, loader, watch).ready()) {
      for (int round = 0; round < 20; round++) {
        Path directory = Files.createDirectories(root.resolve("a/b"));
        write(directory.resolve("x.json"), round);
        if (round % 5 == 4) {
          tree.untilEqualToAScan();
        }
        if (round < 19) {
          Files.delete(directory.resolve("x.json"));
          Files.delete(directory);
        }
      }
      tree.untilEqualToAScan();
      write(root.resolve("a/b/y.json"), 1);

      assertThat(tree.untilEqualToAScan()).hasSize(1);
    }
  }

  @Test
  void watch_directoryMovedInAndOut_endsEqualToAScan() throws Exception {
    Path root = root();
    Path outside = Files.createDirectories(temporary.resolve("outside/deep"));
    for (int i = 0; i < 100; i++) {
      write(outside.resolve("f" + i + ".json"), i);
    }
    Path in = root.resolve("in");
    Path deeper = Files.createDirectories(root.resolve("x/y")).resolve("z");
    try (FollowedTree tree = new FollowedTree(root, loader, watch).ready()) {
      Files.move(outside.getParent(), in);
      assertThat(tree.untilEqualToAScan()).hasSize(100);

      Files.move(in, deeper);
      assertThat(tree.untilEqualToAScan())
          .hasSize(100)
          .allMatch(LibraryChange.Renamed.class::isInstance);

      write(deeper.resolve("deep/f0.json"), 7);
      assertThat(tree.untilEqualToAScan())
          .singleElement()
          .matches(c -> c.path().endsWith("f0.json"));

      Files.move(deeper, temporary.resolve("gone"));
      assertThat(tree.untilEqualToAScan())
          .hasSize(100)
          .allMatch(LibraryChange.Removed.class::isInstance);
      write(temporary.resolve("gone/deep/f0.json"), 8);
      write(root.resolve("last.json"), 1);

      assertThat(tree.untilEqualToAScan()).hasSize(1);
    }
  }

  @Test
  void watch_polled_findsChangesWithoutEvents() throws Exception {
    Path root = root();
    LibraryWatch polling =
        LibraryWatch.builder(loader::tryRead).poll(Duration.ofMillis(20)).build();
    try (FollowedTree tree = new FollowedTree(root, loader, polling).ready()) {
      write(root.resolve("a.json"), 1);
      tree.untilEqualToAScan();
      write(root.resolve("a.json"), 2);
      Files.move(root.resolve("a.json"), root.resolve("b.json"), StandardCopyOption.ATOMIC_MOVE);
      tree.untilEqualToAScan();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void watch_cancelled_leavesNoHandleAndNoThread() throws Exception {
    Path root = root();
    write(root.resolve("a.json"), 1);
    Set<Thread> others = WatchResources.threads();
    try (FollowedTree tree = new FollowedTree(root, loader, watch).ready()) {
      tree.untilEqualToAScan();
      assertThat(WatchResources.handles(root)).isOne();
      assertThat(WatchResources.threads(others)).isOne();
    }
    WatchResources.awaitNone(root, others); // the thread leaves after the cancel

    assertThat(WatchResources.handles(root)).isZero();
    assertThat(WatchResources.threads(others)).isZero();
  }

  @Test
  void watch_withoutDemand_mergesChanges() throws Exception {
    Path root = root();
    Path file = root.resolve("a.json");
    write(file, 1);

    StepVerifier.create(watch.watch(root), 1)
        .expectNextMatches(LibraryChange.Added.class::isInstance)
        .thenRequest(1)
        .expectNextMatches(LibraryChange.Ready.class::isInstance)
        .then(() -> writeUnchecked(file, 2))
        .then(() -> writeUnchecked(file, 3))
        .thenRequest(1)
        .expectNextMatches(
            change ->
                change instanceof LibraryChange.Changed changed
                    && changed.document().definition().orElseThrow().nodes().size() == 4)
        .thenCancel()
        .verify();
  }

  private static void writeUnchecked(Path file, int steps) {
    try {
      write(file, steps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void watch_missingDirectory_fails() {
    StepVerifier.create(watch.watch(temporary.resolve("none")))
        .expectError(UnreadableSourceException.class)
        .verify();
  }

  @Test
  void isRemote_networkAndFuse_true() {
    assertThat(List.of("nfs4", "CIFS", "9p", "fuse.sshfs")).allMatch(ChangeSources::isRemote);
    assertThat(List.of("ext4", "xfs", "btrfs", "overlay", "apfs", "NTFS", ""))
        .noneMatch(ChangeSources::isRemote);
  }

  @Test
  void builder_unfitSettings_areRefused() {
    LibraryWatch.Builder builder = LibraryWatch.builder(loader::tryRead);

    assertThatThrownBy(() -> builder.settle(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("settle must be positive, was PT0S");
    assertThatThrownBy(() -> builder.poll(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval must be positive, was PT-1S");
    assertThatThrownBy(() -> builder.keptBytes(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("keptBytes must be at least 0, was -1");
  }
}

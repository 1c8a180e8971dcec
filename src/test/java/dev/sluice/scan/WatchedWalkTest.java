package dev.sluice.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What a walk opens, and how it treats what cannot be opened. */
class WatchedWalkTest {

  private FileSystem memory;
  private WatchedProvider provider;
  private Path root;

  @BeforeEach
  void makeATree() throws IOException {
    memory = Jimfs.newFileSystem(Configuration.unix());
    for (String name : List.of("a/1.json", "b/2.json", "b/c/3.json", "d/4.json")) {
      Path file = memory.getPath("/root").resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "{}");
    }
    provider = new WatchedProvider(memory);
    root = provider.path("/root");
  }

  @AfterEach
  void nothingIsOpen() throws IOException {
    assertThat(provider.open()).isZero();
    memory.close();
  }

  @Test
  void walk_wholeTree_opensEachDirectoryOnceAndOneAtATime() {
    StepVerifier.create(walk()).expectNext("1.json", "2.json", "3.json", "4.json").verifyComplete();

    assertThat(provider.opened()).containsExactly("root", "a", "b", "c", "d");
    assertThat(provider.mostOpen()).isEqualTo(1);
  }

  @Test
  void walk_notAskedForAnything_opensNothing() {
    StepVerifier.create(walk(), 0).thenCancel().verify();

    assertThat(provider.opened()).isEmpty();
  }

  @Test
  void walk_cancelledInTheMiddle_opensNoMore() {
    StepVerifier.create(walk(), 1).expectNext("1.json").thenCancel().verify();

    assertThat(provider.opened()).containsExactly("root", "a");
  }

  @Test
  void walk_directoryThatMayNotBeRead_isAnEntry() {
    provider.forbid("b");

    StepVerifier.create(walk())
        .expectNext("1.json", "Cannot read \"/root/b\": permission denied [UNREADABLE]", "4.json")
        .verifyComplete();
  }

  @Test
  void walk_directoryThatBreaksWhileItIsRead_isAnEntry() {
    provider.breakReading("b");

    StepVerifier.create(walk())
        .expectNext("1.json", "Cannot read \"/root/b\": the disk is gone [UNREADABLE]", "4.json")
        .verifyComplete();
  }

  @Test
  void walk_rootThatMayNotBeRead_fails() {
    provider.forbid("root");

    StepVerifier.create(walk())
        .verifyErrorMessage("Cannot read \"/root\": permission denied [UNREADABLE]");
  }

  @Test
  void walk_ignoreFileThatMayNotBeRead_isAnEntry() throws IOException {
    Files.writeString(memory.getPath("/root/a/.sluiceignore"), "*");
    provider.forbid(".sluiceignore");

    StepVerifier.create(walk())
        .expectNext("Cannot read \"/root/a/.sluiceignore\": permission denied [UNREADABLE]")
        .expectNext("1.json", "2.json", "3.json", "4.json")
        .verifyComplete();
  }

  private Flux<String> walk() {
    return new DirectoryScanner(ScanOptions.defaults(), Schedulers.immediate())
        .walk(root)
        .map(
            entry ->
                entry instanceof TreeEntry.Failed failed
                    ? failed.failure().getMessage()
                    : entry.path().getFileName().toString());
  }
}

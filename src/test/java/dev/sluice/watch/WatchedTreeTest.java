package dev.sluice.watch;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.chain;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.diff.Difference;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.error.UnreadableSourceException;
import dev.sluice.scan.ScanOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a watch makes of events and of the files behind them, in virtual time. */
class WatchedTreeTest {

  private static final String ONE = chain(1);
  private static final String TWO = chain(2);

  private final Scenario scenario = new Scenario();

  @AfterEach
  void forget() throws IOException {
    scenario.close();
  }

  private Path path(String name) {
    return scenario.root.resolve(name);
  }

  @Test
  void next_first_emitsTheTreeAndItsCounts() {
    scenario.file("a.json", ONE);
    scenario.file("b/c.json", "{\"nodes\": {,");
    scenario.file("b/d.json", "{\"name\": \"a project\"}");
    scenario.file("e.txt", ONE);

    List<LibraryChange> changes = scenario.run();

    assertThat(changes.stream().map(scenario::text))
        .containsExactly("Added a.json", "Added b/c.json", "Ready ");
    assertThat(changes.get(2)).isEqualTo(new LibraryChange.Ready(scenario.root, 1, 1));
    assertThat(scenario.watched()).containsExactlyInAnyOrder(scenario.root, path("b"));
    assertThat(scenario.isClosed()).isTrue();
  }

  @Test
  void next_changedFile_hasTheDifference() {
    scenario.file("a.json", ONE);
    scenario.at(0, () -> scenario.save("a.json", TWO));

    List<LibraryChange> changes = scenario.run();

    LibraryChange.Changed changed = (LibraryChange.Changed) changes.get(2);
    assertThat(changed.path()).isEqualTo(path("a.json"));
    assertThat(changed.size()).isEqualTo(TWO.length());
    assertThat(changed.document().definition().orElseThrow().nodes()).hasSize(3);
    assertThat(changed.difference().map(WorkflowDiff::differences).orElseThrow())
        .first()
        .isInstanceOf(Difference.NodeAdded.class);
    assertThat(changes).hasSize(3);
  }

  @Test
  void next_manyEventsOfAFile_areOneChangeAfterTheLast() {
    scenario.file("a.json", ONE);
    for (int i = 0; i < 10; i++) {
      String content = i == 9 ? TWO : ONE + " ".repeat(i);
      scenario.at(i * 50L, () -> scenario.save("a.json", content));
    }

    assertThat(scenario.changes()).containsExactly("Changed a.json");
    assertThat(scenario.millis()).isEqualTo(550);
  }

  @Test
  void next_endlessEventsOfAFile_emitAChangeAfterTwoSeconds() {
    scenario.file("a.json", ONE);
    for (int i = 1; i <= 45; i++) {
      String content = ONE + " ".repeat(i);
      scenario.at(i * 50L, () -> scenario.save("a.json", content));
    }

    assertThat(scenario.changes()).containsExactly("Changed a.json", "Changed a.json");
  }

  @Test
  void next_sameBytes_areSilent() {
    Path file = scenario.file("a.json", ONE);
    scenario.at(
        0,
        () -> {
          Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
          scenario.sign("a.json");
        });
    scenario.at(500, () -> scenario.save("a.json", ONE));

    assertThat(scenario.changes()).isEmpty();
    assertThat(scenario.reads()).isEqualTo(1);
  }

  @Test
  void next_saveByRename_isOneChange() {
    scenario.file("a.json", ONE);
    scenario.at(
        0,
        () -> {
          Files.move(path("a.json"), path("a.json~"));
          scenario.file("a.json", TWO);
          Files.delete(path("a.json~"));
          scenario.sign("a.json", "a.json~", "a.json", "a.json", "a.json~");
        });
    scenario.at(
        500,
        () -> {
          Path written = scenario.file("4913.tmp", ONE);
          Files.move(written, path("a.json"), StandardCopyOption.REPLACE_EXISTING);
          scenario.sign("4913.tmp", "4913.tmp", "a.json");
        });

    assertThat(scenario.changes()).containsExactly("Changed a.json", "Changed a.json");
  }

  @Test
  void next_deletedAndCreatedLater_isOneChange() {
    scenario.file("a.json", ONE);
    scenario.at(
        0,
        () -> {
          Files.delete(path("a.json"));
          scenario.sign("a.json");
        });
    scenario.at(150, () -> scenario.save("a.json", TWO)); // the walk at 100 does not find it

    assertThat(scenario.changes()).containsExactly("Changed a.json");
  }

  @Test
  void next_deletedFile_isRemovedAfterASecondWindow() {
    scenario.file("a.json", ONE);
    scenario.at(
        0,
        () -> {
          Files.delete(path("a.json"));
          scenario.sign("a.json");
        });

    assertThat(scenario.changes()).containsExactly("Removed a.json");
    assertThat(scenario.millis()).isEqualTo(200);
  }

  @Test
  void next_movedFile_isRenamed() {
    scenario.file("a.json", ONE);
    scenario.at(
        0,
        () -> {
          Files.createDirectory(path("archive"));
          Files.move(path("a.json"), path("archive/b.json"));
          scenario.sign("a.json", "archive");
        });
    // the directory is watched now
    scenario.at(500, () -> scenario.save("archive/b.json", TWO));

    assertThat(scenario.changes())
        .containsExactly("Renamed archive/b.json from a.json", "Changed archive/b.json");
  }

  @Test
  void next_movedDirectory_isFollowed() {
    scenario.file("x/a.json", ONE);
    scenario.file("x/y/b.json", TWO);
    scenario.at(
        0,
        () -> {
          Files.move(path("x"), path("z"));
          scenario.sign("x", "z");
        });
    scenario.at(
        500,
        () -> {
          Files.move(path("z"), scenario.root.resolveSibling("elsewhere"));
          scenario.sign("z");
        });
    scenario.at(
        1_000,
        () -> {
          Files.move(scenario.root.resolveSibling("elsewhere"), path("x"));
          scenario.sign("x");
        });

    assertThat(scenario.changes())
        .containsExactly(
            "Renamed z/a.json from x/a.json",
            "Renamed z/y/b.json from x/y/b.json",
            "Removed z/a.json",
            "Removed z/y/b.json",
            "Added x/a.json",
            "Added x/y/b.json");
    assertThat(scenario.watched()).containsExactlyInAnyOrder(scenario.root, path("x"), path("x/y"));
  }

  @Test
  void next_directoryReplacedByAnother_isReadAsAWhole() {
    scenario.file("x/a.json", ONE);
    scenario.file("x/b.json", ONE + " ");
    scenario.at(
        0,
        () -> {
          Files.move(path("x"), scenario.root.resolveSibling("old"));
          scenario.file("x/a.json", TWO);
          scenario.sign("x");
        });

    assertThat(scenario.changes()).containsExactly("Changed x/a.json", "Removed x/b.json");
  }

  @Test
  void next_fileThatBecomesForeign_isRemoved() {
    scenario.file("a.json", ONE);
    scenario.at(0, () -> scenario.save("a.json", "{\"name\": \"a project\"}"));
    scenario.at(500, () -> scenario.save("a.json", ONE));

    assertThat(scenario.changes()).containsExactly("Removed a.json", "Added a.json");
  }

  @Test
  void next_rejectedDocument_isAChangeWithoutDifference() {
    scenario.file("a.json", ONE);
    scenario.at(0, () -> scenario.save("a.json", "{\"nodes\": 1}"));

    LibraryChange.Changed changed = (LibraryChange.Changed) scenario.run().get(2);
    assertThat(changed.document().accepted()).isFalse();
    assertThat(changed.difference()).isEmpty();
  }

  @Test
  void next_brokenYoungFile_isReadAgainBeforeItIsRejected() {
    scenario.withYoungFiles();
    scenario.file("a.json", ONE);
    scenario.at(0, () -> scenario.save("a.json", TWO.substring(0, 50)));
    scenario.at(250, () -> scenario.file("a.json", TWO));
    scenario.at(1_000, () -> scenario.save("a.json", TWO.substring(0, 60)));

    List<LibraryChange> changes = scenario.run();

    assertThat(changes.stream().skip(2).map(scenario::text))
        .containsExactly("Changed a.json", "Changed a.json");
    assertThat(((LibraryChange.Changed) changes.get(2)).document().accepted()).isTrue();
    assertThat(((LibraryChange.Changed) changes.get(3)).document().accepted()).isFalse();
    assertThat(scenario.millis()).isEqualTo(1_100 + 3 * 200);
  }

  @Test
  void next_lostEvents_leadToOneWalkOverTheTree() {
    scenario.file("a.json", ONE);
    scenario.file("x/b.json", TWO);
    scenario.at(
        0,
        () -> {
          Files.delete(path("a.json"));
          scenario.file("x/c.json", TWO + " ");
          scenario.lose();
        });

    assertThat(scenario.changes()).containsExactly("Added x/c.json", "Removed a.json");
    assertThat(scenario.reads()).isEqualTo(3);
  }

  @Test
  void next_ignoreFile_appliesFromNowOn() {
    scenario.file("a.json", ONE);
    scenario.file("x/b.json", TWO);
    scenario.at(0, () -> scenario.save(".sluiceignore", "x\n"));
    scenario.at(
        1_000,
        () -> {
          Files.delete(path(".sluiceignore"));
          scenario.sign(".sluiceignore");
        });

    assertThat(scenario.changes()).containsExactly("Removed x/b.json", "Added x/b.json");
  }

  @Test
  void next_polledTree_isWalkedAtIntervals() {
    scenario.polled("No events here", Duration.ofSeconds(9));
    scenario.file("a.json", ONE);
    scenario.at(2_500, () -> scenario.file("x/b.json", TWO));
    scenario.at(6_500, () -> Files.delete(path("a.json")));

    List<LibraryChange> changes = scenario.run();

    assertThat(changes.get(0))
        .isEqualTo(new LibraryChange.Polling(scenario.root, Scenario.INTERVAL, "No events here"));
    assertThat(changes.stream().skip(1).map(scenario::text))
        .containsExactly("Added a.json", "Ready ", "Added x/b.json", "Removed a.json");
    assertThat(scenario.reads()).isEqualTo(2);
  }

  @Test
  void next_limitOfWatchesReached_pollsFromThenOn() {
    scenario.file("x/a.json", ONE);
    scenario.refusing("x", new IOException("User limit of inotify watches reached"));

    WatchedTree tree = scenario.watch();
    LibraryChange first = tree.next();
    tree.cancel();

    assertThat(scenario.isClosed()).isTrue();
    assertThat(first)
        .isEqualTo(
            new LibraryChange.Polling(
                scenario.root,
                Scenario.INTERVAL,
                "The user's limit of watched directories is reached"
                    + " (sysctl fs.inotify.max_user_watches)"));
  }

  @Test
  void next_rootThatVanishes_isWaitedFor() {
    Path elsewhere = scenario.root.resolveSibling("elsewhere");
    scenario.file("a.json", ONE);
    scenario.polled("", Duration.ofSeconds(20));
    scenario.at(
        0,
        () -> {
          Files.move(scenario.root, elsewhere);
          scenario.sign("a.json");
        });
    scenario.at(5_000, () -> Files.move(elsewhere, scenario.root));

    assertThat(scenario.changes()).containsExactly("Removed a.json", "Added a.json");
  }

  @Test
  void next_missingRoot_fails() throws IOException {
    Files.delete(scenario.root);

    assertThatThrownBy(scenario::run)
        .isInstanceOf(UnreadableSourceException.class)
        .hasMessageContaining("Cannot read \"/flows\": no such file");
    assertThat(scenario.isClosed()).isTrue();
  }

  @Test
  void next_globs_selectFiles() {
    scenario.with(ScanOptions.builder().globs("*.flow").build());
    scenario.file("a.json", ONE);
    scenario.at(0, () -> scenario.save("b.flow", ONE));

    assertThat(scenario.changes()).containsExactly("Added b.flow");
  }

  @Test
  void next_onlyNotation_isAChangeWithoutDifferences() {
    scenario.file("a.json", workflow(START));
    scenario.at(0, () -> scenario.save("a.json", workflow(START) + "\n"));

    LibraryChange.Changed changed = (LibraryChange.Changed) scenario.run().get(2);
    assertThat(changed.difference().map(WorkflowDiff::isEmpty)).contains(true);
  }

  @Test
  void next_changedTwiceInARow_comparesWithTheLastVersion() {
    scenario.file("a.json", workflow(START));
    String first = workflow(START + "," + node("b", "LogNode", json("{'message':'1'}")));
    String second = workflow(START + "," + node("b", "LogNode", json("{'message':'2'}")));
    scenario.at(0, () -> scenario.save("a.json", first));
    scenario.at(500, () -> scenario.save("a.json", second));

    LibraryChange.Changed last = (LibraryChange.Changed) scenario.run().get(3);
    assertThat(last.difference().map(WorkflowDiff::differences).orElseThrow())
        .singleElement()
        .isInstanceOf(Difference.NodeChanged.class);
  }
}

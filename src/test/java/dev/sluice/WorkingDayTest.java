package dev.sluice;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.chain;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of edits to 40 workflows, loaded through a cache for 20.
 *
 * <p>Saving a file and switching branches rewrite files, each time with a later time, as an editor
 * and git do. A cache without bounds would spare 78 % of the readings of this day: all but the
 * first of each workflow and each saved or checked out version.
 */
class WorkingDayTest {

  private static final int WORKFLOWS = 40;
  private static final int ON_BRANCH = 8;

  @TempDir private Path directory;
  private final WorkflowCache cache = WorkflowCache.create();
  private final int[] version = new int[WORKFLOWS];
  private Instant clock = Instant.parse("2026-01-05T08:00:00Z");
  private int loads;

  @Test
  void cache_overAWorkingDay_sparesMoreThanSeventyPercentOfTheReadings() throws IOException {
    try (WorkflowLoader loader = WorkflowLoader.builder().cache(cache).build()) {
      for (int i = 0; i < WORKFLOWS; i++) {
        write(i);
      }
      lookAtAll(loader);
      for (int task = 0; task < 4; task++) {
        workOn(loader, task * 5);
      }
      switchBranchAndBack(loader);
      for (int task = 0; task < 4; task++) {
        workOn(loader, task * 5);
      }
    }

    CacheStatistics day = cache.statistics();
    assertThat(loads).isEqualTo(400);
    assertThat(day.hits() + day.shared() + day.misses()).isEqualTo(loads);
    assertThat(day.hitRate()).as("%s", day).isGreaterThan(0.7);
    assertThat(day.workflows()).isLessThanOrEqualTo(20);
  }

  @Test
  void cache_ofTwentyWorkflowsOfThousandNodes_keepsLessThanFiftyMegabytes() {
    try (WorkflowLoader loader = WorkflowLoader.builder().cache(cache).build()) {
      for (int i = 0; i < 20; i++) {
        loader.load(bytes(chain(999).replace("Demo", "Workflow " + i))).block();
      }
    }

    assertThat(cache.statistics().workflows()).isEqualTo(20);
    assertThat(cache.statistics().retainedBytes()).isBetween(3_000_000L, 50_000_000L);
  }

  /** In the morning each workflow is listed once. */
  private void lookAtAll(WorkflowLoader loader) {
    for (int i = 0; i < WORKFLOWS; i++) {
      open(loader, i);
    }
  }

  /** 41 loads: a workflow is opened with two others, edited five times, each time saved and run. */
  private void workOn(WorkflowLoader loader, int main) throws IOException {
    for (int i = 0; i < 3; i++) {
      open(loader, main + i);
    }
    for (int edit = 0; edit < 5; edit++) {
      version[main]++;
      write(main);
      open(loader, main); // the editor has saved and shows the file
      open(loader, main); // it runs
      open(loader, main); // and runs again with other data
      open(loader, main + 1); // which calls a second one
      open(loader, main + 2); // and a third
      open(loader, main); // reopened to see the result
      open(loader, main); // and its preview is drawn
    }
    open(loader, main + 1);
    open(loader, main + 2);
    open(loader, main);
  }

  /** 32 loads: a colleague's branch has other versions of some workflows, and is left again. */
  private void switchBranchAndBack(WorkflowLoader loader) throws IOException {
    checkOut(100);
    openBranchTwice(loader);
    checkOut(-100);
    openBranchTwice(loader);
  }

  private void openBranchTwice(WorkflowLoader loader) {
    for (int i = 0; i < ON_BRANCH; i++) {
      open(loader, i * 2);
      open(loader, i * 2);
    }
  }

  private void checkOut(int versions) throws IOException {
    for (int i = 0; i < ON_BRANCH; i++) {
      version[i * 2] += versions;
      write(i * 2);
    }
  }

  private void write(int number) throws IOException {
    clock = clock.plusSeconds(1);
    String document = chain(20 + number).replace("Demo", number + "." + version[number]);
    Files.write(file(number), bytes(document));
    Files.setLastModifiedTime(file(number), FileTime.from(clock));
  }

  private void open(WorkflowLoader loader, int number) {
    loads++;
    String name = loader.load(file(number)).block().definition().metadata().name();
    assertThat(name).isEqualTo(number + "." + version[number]);
  }

  private Path file(int number) {
    return directory.resolve(number + ".json");
  }
}

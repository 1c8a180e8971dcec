package dev.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.UnreadableSourceException;
import dev.sluice.support.FaultyFiles;
import dev.sluice.support.FaultyFiles.Operation;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One fault at each operation of a watch in turn: the watch reports it and goes on, and ends with
 * the listing that it has without a fault. Only a root that cannot be read at the beginning ends
 * it.
 */
class WatchFaultsTest {

  private static final Duration LASTS = Duration.ofSeconds(9);

  /** The time of two more walks, in which a fault of the last one is noticed to be over. */
  private static final Duration LONGER = LASTS.plusSeconds(4);

  @ParameterizedTest
  @EnumSource
  void watch_faultAtAnyOperation_endsWithTheSameListing(Operation operation) throws IOException {
    Followed sound = new Followed(operation, 0, LASTS);
    assertThat(sound.listing.keySet()).containsExactly("a.json", "new/d.json", "sub/c.json");
    assertThat(sound.failures).isEmpty();
    int reported = 0;
    int ended = 0;
    for (int k = 1; k <= sound.files.count(operation); k++) {
      Followed faulty = new Followed(operation, k, LONGER);
      if (faulty.end == null) {
        assertThat(faulty.listing).as("%s %d", operation, k).isEqualTo(sound.listing);
        assertThat(faulty.failures)
            .hasSizeLessThan(2)
            .allMatch(message -> message.endsWith("\": fault in " + operation));
        reported += faulty.failures.size();
      } else {
        assertThat(faulty.end).hasMessageStartingWith("Cannot read \"/flows\": fault in ");
        ended++;
      }
      assertThat(faulty.files.open()).as("%s %d", operation, k).isZero();
    }

    switch (operation) {
      case OPEN, READ -> {
        assertThat(reported).isPositive();
        assertThat(ended).isZero();
      }
      case LIST, NEXT, ATTRIBUTES, CLOSE -> {
        assertThat(reported).isPositive();
        assertThat(ended).isPositive();
      }
      default -> assertThat(reported + ended).isZero();
    }
  }

  /** A watch of a tree that changes and is polled for lack of events. */
  private static final class Followed {
    private final FaultyFiles files;
    private final Map<String, String> listing = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private @Nullable UnreadableSourceException end;

    Followed(Operation operation, int k, Duration lasts) throws IOException {
      AtomicReference<FaultyFiles> view = new AtomicReference<>();
      try (Scenario scenario =
          new Scenario(
              root -> {
                view.set(new FaultyFiles(root));
                return view.get().path(root);
              })) {
        files = view.get();
        change(scenario, lasts);
        if (k > 0) {
          files.fail(operation, k);
        }
        try {
          scenario.run().forEach(change -> take(change, scenario.root));
        } catch (UnreadableSourceException e) {
          end = e;
        }
      }
    }

    private static void change(Scenario scenario, Duration lasts) {
      scenario.polled("No events here", lasts);
      scenario.file("a.json", Workflows.chain(1));
      scenario.file("sub/b.json", Workflows.chain(2));
      scenario.file("sub/c.json", Workflows.chain(3));
      scenario.at(3_000, () -> scenario.file("a.json", Workflows.chain(4)));
      scenario.at(3_000, () -> scenario.delete("sub/b.json"));
      scenario.at(5_000, () -> scenario.file("new/d.json", Workflows.chain(5)));
    }

    private void take(LibraryChange change, Path root) {
      String path = root.relativize(change.path()).toString();
      if (change instanceof LibraryChange.Added added) {
        listing.put(path, added.document().definition().orElseThrow().fingerprint());
      } else if (change instanceof LibraryChange.Changed changed) {
        listing.put(path, changed.document().definition().orElseThrow().fingerprint());
      } else if (change instanceof LibraryChange.Removed) {
        listing.remove(path);
      } else if (change instanceof LibraryChange.Failed failed) {
        listing.remove(path);
        failures.add(failed.failure().finding().message());
      }
    }
  }
}

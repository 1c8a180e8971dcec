package dev.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;

/** The listing that a subscriber of a watch keeps, compared with a scan. */
final class FollowedTree implements AutoCloseable {

  private final Path root;
  private final WorkflowLoader loader;
  private final BlockingQueue<LibraryChange> changes = new LinkedBlockingQueue<>();
  private final Map<Path, String> listing = new TreeMap<>();
  private final List<LibraryChange> seen = new ArrayList<>();
  private final Disposable watch;

  FollowedTree(Path root, WorkflowLoader loader, LibraryWatch watch) {
    this.root = root;
    this.loader = loader;
    this.watch = watch.watch(root).subscribe(changes::add);
  }

  /** Takes changes until the first snapshot is complete. */
  FollowedTree ready() throws InterruptedException {
    LibraryChange change;
    do {
      change = take();
    } while (!(change instanceof LibraryChange.Ready));
    return this;
  }

  /** Takes changes until the listing equals a scan made now; returns them. */
  List<LibraryChange> untilEqualToAScan() throws InterruptedException {
    Map<Path, String> expected = scan();
    seen.clear();
    while (!listing.equals(expected)) {
      take();
    }
    return List.copyOf(seen);
  }

  private LibraryChange take() throws InterruptedException {
    LibraryChange change = changes.poll(30, TimeUnit.SECONDS);
    assertThat(change).as("a change within 30 seconds, after " + seen.size()).isNotNull();
    seen.add(change);
    if (change instanceof LibraryChange.Added added) {
      assertThat(listing.put(change.path(), content(added.document())))
          .as("what is added was not there")
          .isNull();
    } else if (change instanceof LibraryChange.Changed changed) {
      listing.put(change.path(), content(changed.document()));
    } else if (change instanceof LibraryChange.Renamed renamed) {
      assertThat(listing.remove(renamed.before())).isNotNull();
      listing.put(change.path(), content(renamed.document()));
    } else if (change instanceof LibraryChange.Removed) {
      assertThat(listing.remove(change.path())).isNotNull();
    }
    return change;
  }

  /** On a busy machine a file that is being written may be read before its content is complete. */
  private static String content(ReadResult document) {
    return document.definition().map(FollowedTree::content).orElse("rejected");
  }

  private static String content(WorkflowDefinition definition) {
    return definition.fingerprint();
  }

  private Map<Path, String> scan() {
    Map<Path, String> found = new TreeMap<>();
    loader
        .scan(root, ScanOptions.defaults(), loader::read)
        .toIterable()
        .forEach(
            entry ->
                found.put(
                    entry.path(), content(((ScanEntry.Loaded<WorkflowDefinition>) entry).value())));
    return found;
  }

  @Override
  public void close() {
    watch.dispose();
  }
}

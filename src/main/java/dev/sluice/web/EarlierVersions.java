package dev.sluice.web;

import dev.sluice.WorkflowLoader;
import dev.sluice.git.GitTool;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Versions of a file before the current one: the version in git, and the version that was shown
 * before the last change of the file.
 */
final class EarlierVersions {

  private static final Duration GIT_WITHIN = Duration.ofSeconds(10);
  private static final int MOST_ELEMENTS = 200_000;

  private final WorkflowLoader loader;
  private final Scheduler blocking;
  private final long mostBytes;

  // guarded by this; the file that was shown last is the last one
  private final Map<String, Shown> files = new LinkedHashMap<>(16, 0.75f, true);
  private long elements;

  /**
   * The versions that this loader reads.
   *
   * @param mostBytes how large a committed file may be
   */
  EarlierVersions(WorkflowLoader loader, Scheduler blocking, long mostBytes) {
    this.loader = loader;
    this.blocking = blocking;
    this.mostBytes = mostBytes;
  }

  /**
   * The versions of a file that were shown: the latest one, and the previous one that differs from
   * it.
   */
  private record Shown(WorkflowDefinition latest, @Nullable WorkflowDefinition before) {
    long elements() {
      return size(latest) + (before == null ? 0 : size(before));
    }

    private static long size(WorkflowDefinition definition) {
      return definition.nodes().size() + definition.connections().size() + 1L;
    }
  }

  /** Records that a version is shown; the least recently shown files are forgotten. */
  synchronized void show(LibraryFile file, WorkflowDefinition definition) {
    Shown last = files.get(file.id());
    Shown next;
    if (last == null) {
      next = new Shown(definition, null);
    } else if (last.latest().fingerprint().equals(definition.fingerprint())) {
      return;
    } else {
      next = new Shown(definition, last.latest());
      elements -= last.elements();
    }
    files.put(file.id(), next);
    elements += next.elements();
    Iterator<Shown> oldest = files.values().iterator();
    while (elements > MOST_ELEMENTS && oldest.hasNext()) {
      elements -= oldest.next().elements();
      oldest.remove();
    }
  }

  /** The version that was shown before the latest; fails if there is none. */
  Mono<WorkflowDefinition> seen(LibraryFile file) {
    return Mono.fromCallable(
        () -> {
          synchronized (this) {
            Shown shown = files.get(file.id());
            if (shown == null || shown.before() == null) {
              throw unknown("No other version of this workflow has been shown; choose another one");
            }
            return shown.before();
          }
        });
  }

  /** The version in the commit {@code HEAD}; fails if git or the commit does not have the file. */
  Mono<WorkflowDefinition> committed(LibraryFile file) {
    return Mono.fromCallable(() -> blob(file.path()))
        .subscribeOn(blocking)
        .flatMap(bytes -> loader.read(ByteSource.of("HEAD:" + file.name(), bytes)));
  }

  private byte[] blob(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      return new GitTool(Objects.requireNonNull(absolute.getParent()))
          .within(GIT_WITHIN)
          .requireBytes(mostBytes, "cat-file", "blob", "HEAD:./" + absolute.getFileName());
    } catch (IOException e) {
      throw unknown(
          "git has no committed version of this file; commit it first, or choose another version");
    }
  }

  private static ProblemException unknown(String detail) {
    return new ProblemException(Problem.of(404, "NO_SUCH_VERSION", detail));
  }
}

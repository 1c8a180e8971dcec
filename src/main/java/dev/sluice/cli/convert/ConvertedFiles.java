package dev.sluice.cli.convert;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.convert.Conversion.Prepared;
import dev.sluice.cli.convert.Converted.Outcome;
import dev.sluice.error.UnwritableTargetException;
import dev.sluice.error.WorkflowException;
import dev.sluice.file.AtomicFile;
import dev.sluice.file.Leftovers;
import dev.sluice.file.Unreadable;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** Writes converted documents, each atomically, and removes their sources on request. */
public final class ConvertedFiles {

  private final WorkflowLoader loader;
  private final Consumer<Mono<Void>> runner;
  private final boolean check;
  private final boolean force;
  private final boolean remove;
  private final Leftovers leftovers = new Leftovers(Clock.systemUTC());

  /**
   * Files of one run.
   *
   * @param runner runs a write, which can be cancelled
   * @param check whether nothing is written
   * @param force whether existing targets are replaced
   * @param remove whether sources are removed when their targets are written
   */
  public ConvertedFiles(
      WorkflowLoader loader,
      Consumer<Mono<Void>> runner,
      boolean check,
      boolean force,
      boolean remove) {
    this.loader = loader;
    this.runner = runner;
    this.check = check;
    this.force = force;
    this.remove = remove;
  }

  /** Writes a document unless its target has the same bytes. */
  public Converted write(Prepared prepared) {
    Converted result = prepared.result();
    Optional<Path> source = result.input().source().file();
    if (prepared.bytes().isEmpty() || source.isEmpty()) {
      return result;
    }
    byte[] bytes = prepared.bytes().get();
    Path target = result.target();
    try {
      boolean inPlace = Files.exists(target) && Files.isSameFile(source.get(), target);
      boolean same =
          Files.isRegularFile(target) && Arrays.equals(Files.readAllBytes(target), bytes);
      if (same && (inPlace || !remove)) {
        return result.as(Outcome.UNCHANGED);
      }
      if (!same && !inPlace && !force && Files.exists(target)) {
        return unwritable(result, "already exists (use --force to overwrite)");
      }
      if (check) {
        return result;
      }
      if (!same) {
        replace(source.get(), target, bytes);
      }
      if (remove && !inPlace) {
        removeSource(source.get(), target, prepared.fingerprint());
      }
      return result.as(Outcome.CONVERTED);
    } catch (WorkflowException e) {
      return new Converted(
          result.input(),
          target,
          Outcome.UNWRITABLE,
          result.before(),
          result.after(),
          Optional.of(e.finding()));
    } catch (IOException e) {
      return unwritable(result, "cannot be written: " + Unreadable.reason(e));
    }
  }

  private static Converted unwritable(Converted result, String reason) {
    return new Converted(
        result.input(),
        result.target(),
        Outcome.UNWRITABLE,
        result.before(),
        result.after(),
        Optional.of(
            Finding.of(FindingCode.UNWRITABLE, Targets.shown(result.target()) + " " + reason)));
  }

  private void replace(Path source, Path target, byte[] bytes) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    AtomicFile file = new AtomicFile(target, leftovers, Optional.of(source));
    runner.accept(
        Mono.defer(
            () -> {
              AtomicBoolean cancelled = new AtomicBoolean();
              return Mono.<Void>fromRunnable(
                      () -> file.write(List.of(ByteBuffer.wrap(bytes)).iterator(), cancelled::get))
                  .doOnCancel(() -> cancelled.set(true));
            }));
  }

  /** Removes a source after its target has been read again with the same content. */
  private void removeSource(Path source, Path target, String fingerprint) throws IOException {
    String written = loader.read(ByteSource.of(target)).blockOptional().orElseThrow().fingerprint();
    if (!written.equals(fingerprint)) {
      throw new UnwritableTargetException(
          Finding.of(
              FindingCode.UNWRITABLE,
              Targets.shown(target) + " does not have the written content; its source is kept"),
          null);
    }
    Files.delete(source);
  }
}

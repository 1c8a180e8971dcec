package dev.sluice.load;

import dev.sluice.source.ByteSource;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Marks a load, through Reactor's context, as that of a file found by a scan.
 *
 * <p>Such a file may not be meant as a workflow. So all methods of the loader fail for a foreign
 * document inside a scan, even those that would otherwise accept it or report on it, and the scan
 * skips the file. Other loads are not affected.
 */
final class ScannedFile {

  private ScannedFile() {}

  /** The load of a file found by a scan. */
  static <T> Mono<T> loaded(Path file, Mono<T> load) {
    return load.contextWrite(context -> context.put(ScannedFile.class, file));
  }

  /** The outcome of a load; throws a failure if a scan must skip the document. */
  static <T> Outcome<T> judged(ContextView context, ByteSource source, Outcome<T> end) {
    boolean scanned =
        context
            .<Path>getOrEmpty(ScannedFile.class)
            .flatMap(found -> source.file().filter(found::equals))
            .isPresent();
    return scanned ? end.meantAsWorkflow(source.name()) : end;
  }
}

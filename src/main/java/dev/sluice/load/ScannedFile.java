package dev.sluice.load;

import dev.sluice.source.ByteSource;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The file that a scan has come upon, made known to the load of it through Reactor's context.
 *
 * <p>The user has not named such a file as a workflow. So each of the loader's methods fails for a
 * document of another purpose there, which the scan then skips, also where the method would accept
 * it or report on it otherwise. What else is loaded meanwhile is not affected.
 */
final class ScannedFile {

  private ScannedFile() {}

  /** What a load makes of a file that a scan has come upon. */
  static <T> Mono<T> loaded(Path file, Mono<T> load) {
    return load.contextWrite(context -> context.put(ScannedFile.class, file));
  }

  /** The end of a load of a source, or the failure thrown if a scan is to skip its document. */
  static <T> Outcome<T> judged(ContextView context, ByteSource source, Outcome<T> end) {
    boolean scanned =
        context
            .<Path>getOrEmpty(ScannedFile.class)
            .flatMap(found -> source.file().filter(found::equals))
            .isPresent();
    return scanned ? end.meantAsWorkflow(source.name()) : end;
  }
}

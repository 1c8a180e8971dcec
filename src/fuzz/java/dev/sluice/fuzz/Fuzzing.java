package dev.sluice.fuzz;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs Jazzer on a target, from its known inputs and those that earlier runs have kept in {@code
 * target/fuzz}.
 */
final class Fuzzing {

  /** Two checks of Jazzer that report the queues of Netty and the client of a target. */
  private static final String DISABLED =
      "com.code_intelligence.jazzer.sanitizers.UnsafeSanitizer"
          + ":com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery";

  private Fuzzing() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    FuzzTargets target = FuzzTargets.valueOf(arguments[0]);
    Path directory = Path.of("target", "fuzz", target.name());
    Path corpus = Files.createDirectories(directory.resolve("corpus"));
    List<byte[]> inputs = target.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      Files.write(corpus.resolve("known-" + i), inputs.get(i));
    }
    Jazzer.main(
        new String[] {
          "--target_class=" + Fuzzed.class.getName(),
          "--instrumentation_includes=com.fasterxml.jackson.core.**:dev.sluice.**",
          "--disabled_hooks=" + DISABLED,
          "--reproducer_path=" + directory,
          "-artifact_prefix=" + directory + "/",
          "-dict=" + target.dictionary(),
          "-max_total_time=" + arguments[1],
          "-max_len=4096",
          "-timeout=20",
          "-rss_limit_mb=4096",
          corpus.toString()
        });
  }
}

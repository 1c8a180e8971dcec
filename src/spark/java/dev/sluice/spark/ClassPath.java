package dev.sluice.spark;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Whether the libraries of Sluice come before the older ones that Spark ships: with Spark's first,
 * every compressed or every file at all would fail while the job succeeds.
 */
final class ClassPath {

  private ClassPath() {}

  /** Why the class path of this JVM does not fit; empty if it does. */
  static Optional<String> fault() {
    return older(StreamReadConstraints.Builder.class, "maxNameLength", int.class)
        .or(() -> older(ZstdDecompressCtx.class, "setLongMax", int.class));
  }

  private static Optional<String> older(Class<?> type, String method, Class<?> parameter) {
    try {
      type.getMethod(method, parameter);
      return Optional.empty();
    } catch (NoSuchMethodException e) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return Optional.of(
          "%s of %s is older than Sluice needs: put sluice-spark.jar first, with --conf spark.driver.extraClassPath and --conf spark.executor.extraClassPath"
              .formatted(type.getName(), source == null ? "the JVM" : source.getLocation()));
    }
  }
}

package dev.sluice.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.difflib.DiffUtils;
import com.github.luben.zstd.Zstd;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.nop.NOPServiceProvider;
import reactor.core.publisher.Flux;

/**
 * Modules that require the library jar, in src/consumer/java, compiled and run on the module path.
 */
class ConsumerIT {

  private static final Path SOURCES = Path.of("src/consumer/java");
  private static final Path LIBRARY =
      Path.of(System.getProperty("sluice.library", "target/sluice-0.1.0-SNAPSHOT.jar"));

  /** What a build tool resolves for the library, less the annotations that caffeine brings. */
  private static final List<Class<?>> REQUIRED =
      List.of(
          Flux.class,
          Publisher.class,
          JsonFactory.class,
          Zstd.class,
          Caffeine.class,
          DiffUtils.class,
          Logger.class,
          NOPServiceProvider.class);

  private static final List<Class<?>> METERS =
      List.of(KeyValue.class, MeterRegistry.class, Observation.class, Histogram.class);

  @TempDir private Path directory;

  @Test
  void host_withoutOptionalDependencies_compilesAndRuns() throws Exception {
    Path documents = Files.createDirectory(directory.resolve("documents"));
    String modulePath = modulePath(REQUIRED);

    compile("sluice.host", modulePath);

    assertThat(run("sluice.host/host.Main", modulePath, documents))
        .isEqualTo(
            """
            sms is a host.SmsProvider$SmsNode
            zstd gives nodes [start, sms]
            accepted true
            scan found two.json.zst
            refused INVALID_TYPE
            """);
  }

  @Test
  void host_withMicrometer_compilesAndMeasures() throws Exception {
    List<Class<?>> all = new ArrayList<>(REQUIRED);
    all.addAll(METERS);
    String modulePath = modulePath(all);

    compile("sluice.metered", modulePath);

    assertThat(run("sluice.metered/metered.Main", modulePath)).isEqualTo("measured 1\n");
  }

  /** A host must have what is required transitively in order to compile, optional or not. */
  @Test
  void module_optionalRequirements_areNotTransitive() {
    ModuleDescriptor module =
        ModuleFinder.of(LIBRARY).find("dev.sluice").orElseThrow().descriptor();

    assertThat(module.requires())
        .noneMatch(
            each -> each.modifiers().containsAll(List.of(Modifier.STATIC, Modifier.TRANSITIVE)));
    assertThat(module.exports()).noneMatch(ModuleDescriptor.Exports::isQualified);
    assertThat(module.exports().stream().map(ModuleDescriptor.Exports::source))
        .containsExactlyInAnyOrder(
            "dev.sluice",
            "dev.sluice.config",
            "dev.sluice.diff",
            "dev.sluice.edit",
            "dev.sluice.error",
            "dev.sluice.graph",
            "dev.sluice.metrics",
            "dev.sluice.migrate",
            "dev.sluice.model",
            "dev.sluice.pool",
            "dev.sluice.registry",
            "dev.sluice.render",
            "dev.sluice.scan",
            "dev.sluice.search",
            "dev.sluice.source",
            "dev.sluice.stats",
            "dev.sluice.testkit",
            "dev.sluice.watch",
            "dev.sluice.web",
            "dev.sluice.write");
    assertThat(module.opens()).isEmpty();
    assertThat(module.uses()).containsExactly("dev.sluice.registry.NodeProvider");
  }

  private void compile(String module, String modulePath) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.walk(SOURCES.resolve(module))) {
      Iterable<? extends JavaFileObject> units =
          files.getJavaFileObjectsFromPaths(
              sources.filter(path -> path.toString().endsWith(".java")).toList());
      List<String> options =
          List.of(
              "--release",
              "17",
              "-Xlint:all,-requires-automatic",
              "-Werror",
              "--module-path",
              modulePath,
              "-d",
              directory.resolve("classes").resolve(module).toString());
      boolean compiled = javac.getTask(messages, files, null, options, null, units).call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
  }

  private String run(String main, String modulePath, Path... arguments) throws Exception {
    Path errors = directory.resolve("errors.txt");
    Path output = directory.resolve("output.txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("--enable-native-access=com.github.luben.zstd_jni");
    command.add("--module-path");
    command.add(directory.resolve("classes") + File.pathSeparator + modulePath);
    command.add("--module");
    command.add(main);
    Stream.of(arguments).map(Path::toString).forEach(command::add);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(main + " is still running after a minute");
    }
    assertThat(Files.readString(errors, StandardCharsets.UTF_8)).isEmpty();
    assertThat(process.exitValue()).isZero();
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private static String modulePath(List<Class<?>> types) {
    return Stream.concat(Stream.of(LIBRARY), types.stream().map(ConsumerIT::jarOf))
        .map(Path::toAbsolutePath)
        .map(Path::toString)
        .collect(joining(File.pathSeparator));
  }

  private static Path jarOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}

package dev.sluice.it;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.RealJar.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of the distribution, in a directory laid out as the distribution is. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherIT {

  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

  @TempDir private Path directory;
  private Path home;
  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void unpack() throws IOException {
    home = directory.resolve("two w\u00f6rds").resolve("sluice-1");
    copy(Path.of("src", "dist"), home);
    copy(Path.of("docs", "examples"), home.resolve("examples"));
    Files.copy(
        Path.of(System.getProperty("sluice.jar", "target/sluice.jar")),
        home.resolve("lib").resolve("sluice.jar"),
        StandardCopyOption.COPY_ATTRIBUTES);
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("JAVA_HOME", JAVA_HOME.toString());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private Ended run(Path program, String... arguments) throws Exception {
    return RealJar.in(directory).runOther(environment, program, arguments);
  }

  private Ended sluice(String... arguments) throws Exception {
    return run(home.resolve("bin").resolve("sluice"), arguments);
  }

  private Path warm() throws Exception {
    Ended ended = run(home.resolve("bin").resolve("sluice-warm"));
    assertThat(ended.err()).isEmpty();
    assertThat(ended.exit()).isZero();
    return Path.of(ended.out().strip());
  }

  @Test
  void sluice_arguments_arriveAsTheyAre() throws Exception {
    Files.writeString(directory.resolve("a  'b' \"c\" $HOME *.json"), workflow(START));
    Files.writeString(directory.resolve("-x.json"), workflow(START));

    Ended ended = sluice("validate", "--quiet", "a  'b' \"c\" $HOME *.json", "./-x.json");
    assertThat(ended).isEqualTo(new Ended(0, "", ""));
    assertThat(sluice("validate", "").exit()).isEqualTo(2);
    assertThat(sluice("validate", "missing.json").exit()).isEqualTo(3);
  }

  @Test
  void sluice_calledByALinkToALink_findsItsJar() throws Exception {
    Path first = Files.createSymbolicLink(home.resolve("first"), Path.of("bin", "sluice"));
    Path second = Files.createSymbolicLink(directory.resolve("second"), first);

    Ended ended = run(second, "--version");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("sluice ");
    assertThat(ended.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "xx_XX.UTF-8"})
  void sluice_localeWithoutEncoding_readsFileNamesThatAreNotAscii(String locale) throws Exception {
    Path examples = home.resolve("examples");
    Files.copy(
        examples.resolve("overdue-invoices.json"), directory.resolve("f\u00e4llig-\u65e5.json"));
    environment.put("LC_ALL", locale);

    Ended ended = sluice("validate", "--quiet", "--format", "json", "f\u00e4llig-\u65e5.json");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("\"f\u00e4llig-\u65e5.json\"");
    assertThat(ended.exit()).isZero();
  }

  @Test
  void sluice_withoutJava_endsWithTheReason() throws Exception {
    environment.put("JAVA_HOME", directory.resolve("gone").toString());
    assertThat(sluice("--version"))
        .isEqualTo(
            new Ended(
                3,
                "",
                "sluice: JAVA_HOME is \"%s\", which has no bin/java\n"
                    .formatted(directory.resolve("gone"))));

    environment.put("SLUICE_JAVA", "/nowhere/java");
    assertThat(sluice("--version").err())
        .isEqualTo("sluice: SLUICE_JAVA is \"/nowhere/java\", which cannot be executed\n");

    environment.remove("SLUICE_JAVA");
    environment.remove("JAVA_HOME");
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("sh", "ls")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin").resolve(tool));
    }
    environment.put("PATH", tools.toString());
    assertThat(sluice("--version"))
        .isEqualTo(
            new Ended(
                3, "", "sluice: No java was found: install Java 17 or newer, or set JAVA_HOME\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_412", "11.0.2", "16"})
  void sluice_olderJava_endsWithTheReason(String version) throws Exception {
    Path old = directory.resolve("old");
    Files.createDirectories(old.resolve("bin"));
    Files.copy(Path.of("/bin/sh"), old.resolve("bin").resolve("java"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    environment.put("JAVA_HOME", old.toString());

    assertThat(sluice("--version"))
        .isEqualTo(
            new Ended(
                3,
                "",
                "sluice: Java 17 or newer is needed, and %s is version %s: set JAVA_HOME\n"
                    .formatted(old.resolve("bin").resolve("java"), version)));
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_412, 1.8.0_412-b08", "11.0.2, 11.0.2+9"})
  void sluice_olderJavaWithoutAReleaseFile_endsWithTheReason(String version, String build)
      throws Exception {
    Path java =
        javaScript(
            "echo 'openjdk version \"%s\"' >&2; echo 'Runtime (build %s)' >&2"
                .formatted(version, build));

    assertThat(sluice("--version"))
        .isEqualTo(
            new Ended(
                3,
                "",
                "sluice: Java 17 or newer is needed, and %s is version %s: set JAVA_HOME\n"
                    .formatted(java, build)));
  }

  @Test
  void sluice_scriptThatStartsJava_runsWithTheArchiveOfThatJava() throws Exception {
    javaScript("exec '" + JAVA_HOME.resolve("bin").resolve("java") + "' \"$@\"");
    environment.put("SLUICE_CACHE", directory.resolve("cache").toString());

    assertThat(warm().getFileName().toString()).startsWith(Runtime.version().toString());
    assertThat(sluice("--version").exit()).isZero();
  }

  @Test
  void sluice_javaThatDoesNotStart_endsWithItsMessage() throws Exception {
    Path java = javaScript("echo 'cannot load libjvm.so' >&2; exit 1");

    assertThat(sluice("--version"))
        .isEqualTo(new Ended(3, "", "sluice: " + java + " does not work: cannot load libjvm.so\n"));
  }

  /** A JAVA_HOME whose program is a shell script, without the file "release". */
  private Path javaScript(String line) throws IOException {
    Path other = directory.resolve("other java");
    Path java = Files.createDirectories(other.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n" + line + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    environment.put("JAVA_HOME", other.toString());
    return java;
  }

  @Test
  void warm_once_makesAnArchiveThatLaterRunsUse() throws Exception {
    environment.put("SLUICE_CACHE", directory.resolve("cache").toString());
    boolean isAot = Runtime.version().feature() >= 25;

    Path archive = warm();

    assertThat(archive).isNotEmptyFile();
    assertThat(archive.getParent()).isDirectoryNotContaining("glob:**new*");
    // the JVM refuses to start with this flag if the archive does not fit
    environment.put("SLUICE_OPTS", isAot ? "-XX:AOTMode=on" : "-Xshare:on");
    assertThat(sluice("--version").exit()).isZero();
    replace(archive, "not an archive".getBytes(StandardCharsets.US_ASCII));
    assertThat(sluice("--version").exit()).isNotZero();
  }

  @Test
  void sluice_archiveThatDoesNotFit_printsTheSame() throws Exception {
    environment.put("SLUICE_CACHE", directory.resolve("cache").toString());
    String[] command = {"types", "LogNode"};
    Ended without = sluice(command);
    Path archive = warm();
    assertThat(sluice(command)).isEqualTo(without);

    for (String content : List.of("", "x", "not an archive, but longer than the header of one")) {
      archive = replace(archive, content.getBytes(StandardCharsets.US_ASCII));
      assertThat(sluice(command)).as(content).isEqualTo(without);
    }
  }

  /** Replaces an archive by one of which the launcher believes that it is whole. */
  private static Path replace(Path archive, byte[] content) throws IOException {
    String name = archive.getFileName().toString();
    Files.delete(archive);
    return Files.write(
        archive.resolveSibling(name.replaceFirst("[0-9]+(?=\\.[a-z]+$)", "" + content.length)),
        content);
  }

  @Test
  void warm_twiceAtOnce_leavesOneArchiveThatFits() throws Exception {
    environment.put("SLUICE_CACHE", directory.resolve("cache").toString());
    FutureTask<Path> other = new FutureTask<>(this::warm);
    new Thread(other).start();
    warm();

    Path archive = other.get();

    assertThat(archive.getParent()).isDirectoryNotContaining("glob:**new*");
    environment.put(
        "SLUICE_OPTS", archive.toString().endsWith(".aot") ? "-XX:AOTMode=on" : "-Xshare:on");
    assertThat(sluice("--version").exit()).isZero();
  }

  @Test
  void warm_directoryThatCannotBeMade_endsWithTheReason() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    environment.put("SLUICE_CACHE", file.toString());

    Ended ended = run(home.resolve("bin").resolve("sluice-warm"));

    assertThat(ended.exit()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("sluice: Cannot write into " + file)
        .endsWith(": set SLUICE_CACHE to another directory\n");
  }

  @Test
  void sluice_archiveCutOff_printsTheSame() throws Exception {
    environment.put("SLUICE_CACHE", directory.resolve("cache").toString());
    Path archive = warm();
    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));

    Ended ended = sluice("types", "LogNode");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("LogNode utility\n");
    assertThat(ended.exit()).isZero();
  }

  @Test
  void sluice_otherJar_ignoresTheArchive() throws Exception {
    environment.put("SLUICE_CACHE", directory.resolve("cache").toString());
    warm();
    Path jar = home.resolve("lib").resolve("sluice.jar");
    Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));

    Ended ended = sluice("--version");

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).startsWith("sluice ").hasLineCount(1);
    assertThat(ended.exit()).isZero();
  }

  @Test
  void sluice_collectorNamedByTheUser_replacesTheOneOfShortRuns() throws Exception {
    environment.put("SLUICE_OPTS", "-XX:+UseParallelGC -Xmx64m");

    assertThat(sluice("--version").exit()).isZero();
  }

  @Test
  void warm_withoutAnyDirectory_endsWithTheReason() throws Exception {
    assertThat(run(home.resolve("bin").resolve("sluice-warm")))
        .isEqualTo(
            new Ended(
                3,
                "",
                "sluice: There is no directory for the archive: set HOME or SLUICE_CACHE\n"));
  }

  @Test
  void preCommitHook_namesAsPreCommitPassesThem_areAllChecked() throws Exception {
    String hook = Files.readString(Path.of(".pre-commit-hooks.yaml"));
    String entry = hook.replaceAll("(?s).*\n  entry: sluice ([^\n]*).*", "$1");
    Files.writeString(directory.resolve("-x y.json"), workflow(START));
    Files.writeString(directory.resolve("broken.json"), "{\"nodes\": [");
    List<String> arguments = new ArrayList<>(List.of(entry.split(" ")));
    arguments.addAll(List.of("-x y.json", "broken.json"));

    Ended ended = sluice(arguments.toArray(String[]::new));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("broken.json", "TRUNCATED").doesNotContain("-x y.json");
    assertThat(ended.exit()).isEqualTo(1);
  }
}

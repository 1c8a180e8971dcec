package dev.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.it.RealJar.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code mvn -Pdist} makes, unpacked in a scratch directory and run with an empty environment.
 */
@EnabledOnOs(OS.LINUX)
class DistributionIT {

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  @TempDir private Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();

  @BeforeEach
  void findNoJava() throws IOException {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : List.of("sh", "dirname", "ls")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/bin").resolve(tool));
    }
    environment.put("PATH", tools.toString());
  }

  private static Path made(String pattern) throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
      assertThat(found).as("target/%s", pattern).hasSize(1);
      return found.get(0);
    }
  }

  private void unpack(String... command) throws Exception {
    assertThat(
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor())
        .isZero();
  }

  private Path home() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("sluice-"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Loads an example whose compression needs the native library. */
  private void assertLoads(Path program, Path examples) throws Exception {
    Ended ended =
        RealJar.in(directory)
            .runOther(
                environment, program, "load", examples.resolve("branch-audit.json.zst").toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("UNKNOWN_NODE_TYPE");
    assertThat(ended.exit()).isZero();
  }

  @Test
  void archive_unpacked_runsWithTheJavaOfTheMachine() throws Exception {
    unpack("tar", "-xzf", made("sluice-[0-9.]+(-SNAPSHOT)?\\.tar\\.gz").toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));

    assertLoads(home().resolve("bin").resolve("sluice"), home().resolve("examples"));
    assertThat(home().resolve("LICENSE")).isRegularFile();
    assertThat(home().resolve("man/man1/sluice.1")).content().startsWith(".TH");
    assertThat(home().resolve("completions")).isDirectoryContaining("glob:**.bash");
    assertThat(home().resolve("licenses").resolve("THIRD-PARTY.txt")).isRegularFile();
  }

  @Test
  void zip_unpacked_hasTheFilesOfTheArchive() throws Exception {
    Path zip = made("sluice-.*\\.zip");
    List<String> names = new ArrayList<>();
    try (ZipFile entries = new ZipFile(zip.toFile())) {
      entries.stream().filter(entry -> !entry.isDirectory()).forEach(e -> names.add(e.getName()));
    }
    unpack("tar", "-xzf", made("sluice-[0-9.]+(-SNAPSHOT)?\\.tar\\.gz").toString());

    try (Stream<Path> files = Files.walk(home())) {
      assertThat(files.filter(Files::isRegularFile).map(f -> directory.relativize(f).toString()))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void image_unpacked_runsWithoutJava() throws Exception {
    unpack("tar", "-xzf", made("sluice-.*-linux-x64\\.tar\\.gz").toString());

    assertLoads(home().resolve("bin").resolve("sluice"), home().resolve("examples"));
  }

  @Test
  void debianPackage_unpacked_runsWithoutJava() throws Exception {
    unpack("dpkg-deb", "-x", made("sluice_.*\\.deb").toString(), directory + "/root");
    Path usr = directory.resolve("root").resolve("usr");

    assertLoads(
        usr.resolve("bin").resolve("sluice"), usr.resolve("share/doc/sluice").resolve("examples"));
  }

  @Test
  void checksums_ofAllFiles_agree() throws Exception {
    List<String> checked = new ArrayList<>();
    try (Stream<Path> files = Files.list(TARGET)) {
      for (Path sum : files.filter(file -> file.toString().endsWith(".sha256")).toList()) {
        String[] line = Files.readString(sum).strip().split("  ", 2);
        byte[] bytes = Files.readAllBytes(TARGET.resolve(line[1]));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(line[0]);
        checked.add(line[1].replaceAll(".*?\\.(tar\\.gz|[a-z]+)$", "$1"));
      }
    }
    assertThat(checked).containsExactlyInAnyOrder("tar.gz", "tar.gz", "zip", "deb", "json", "jar");
  }

  @Test
  void billOfMaterials_components_areThoseOfTheProgram() throws Exception {
    String bill = Files.readString(made("sluice-.*\\.cdx\\.json"), StandardCharsets.UTF_8);

    assertThat(bill)
        .contains("\"bomFormat\" : \"CycloneDX\"")
        .contains("pkg:maven/com.github.luben/zstd-jni@", "pkg:maven/info.picocli/picocli@")
        .doesNotContain("junit", "assertj");
  }
}

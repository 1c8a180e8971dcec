package dev.sluice.cli.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.sluice.cli.CliRun;
import dev.sluice.support.SpecialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  private @TempDir Path directory;

  @Test
  void find_takesTheNearestUpToTheRootOfTheRepository() throws IOException {
    Path inner = Files.createDirectories(directory.resolve("repository/flows/deep"));
    Path above = CliRun.file(directory, SettingsFile.NAME, "{}");
    Path repository = directory.resolve("repository");
    assertThat(SettingsFile.find(inner)).isEmpty();
    assertThat(SettingsFile.find(directory)).contains(above);

    Files.createDirectory(repository.resolve(".git"));
    assertThat(SettingsFile.find(inner)).isEmpty();

    Path root = CliRun.file(repository, SettingsFile.NAME, "{}");
    assertThat(SettingsFile.find(inner)).contains(root);
    Path near = CliRun.file(repository.resolve("flows"), SettingsFile.NAME, "{}");
    assertThat(SettingsFile.find(inner)).contains(near);
  }

  @Test
  void find_anythingWithTheName_isFoundAndRefusedAsIfItWereGiven() throws Exception {
    Path link = Files.createDirectory(directory.resolve("link"));
    Files.createSymbolicLink(link.resolve(SettingsFile.NAME), Path.of("nowhere"));
    assertThat(refusalIn(link)).endsWith(": no such file");
    Path inner = Files.createDirectories(directory.resolve("folder/flows"));
    Files.createDirectory(directory.resolve("folder/.git"));
    Files.createDirectory(directory.resolve("folder").resolve(SettingsFile.NAME));
    assertThat(refusalIn(inner)).endsWith(": it is a directory");
    Path fifo = Files.createDirectory(directory.resolve("fifo"));
    SpecialFiles.fifo(fifo.resolve(SettingsFile.NAME));
    assertThat(refusalIn(fifo)).endsWith(": it is not a regular file");
  }

  private static String refusalIn(Path folder) {
    Path found = SettingsFile.find(folder).orElseThrow();
    String reason =
        assertThatExceptionOfType(IOException.class)
            .isThrownBy(() -> SettingsFile.read(found))
            .actual()
            .getMessage();
    assertThat(CliRun.of("validate", "--config", found, folder).err())
        .isEqualTo("sluice validate: " + reason + "\n");
    return reason;
  }

  @Test
  void read_nameThatNoFileCanHave_isRefusedWithItsLine() throws IOException {
    Path file = CliRun.file(directory, "c.json", "{\n\"baseline\":\"a\\u001b\\u0000\"}");

    assertThat(CliRun.of("config", "--config", file, "--explain", "x").err())
        .contains(
            "c.json: not a valid file name: \"a\\u001B\\u0000\": Nul character not allowed"
                + " (line 2)");
  }

  @Test
  void schema_hasTheMembersThatAreRead() throws IOException {
    JsonObject schema =
        JsonParser.parseString(CliRun.of("config", "--schema").out()).getAsJsonObject();
    Set<String> members = schema.getAsJsonObject("properties").keySet();

    assertThat(members).contains("$schema", "profile", "overrides");
    for (String member : members) {
      Path file = CliRun.file(directory, "c.json", "{\"" + member + "\":7}");
      String error = CliRun.of("config", "--config", file, "--explain", "x").err();
      assertThat(error).contains(" must be ").doesNotContain("there is no setting");
    }
    Path other = CliRun.file(directory, "c.json", "{\"other\":7}");
    assertThat(CliRun.of("config", "--config", other, "--explain", "x").err())
        .contains("expected " + String.join(", ", members));
  }
}

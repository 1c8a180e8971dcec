package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.luben.zstd.Zstd;
import dev.sluice.WorkflowLoader;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The metadata for native images names what there is, and all that Sluice loads by name. */
class NativeImageTest {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final String DIRECTORY = "META-INF/native-image/dev.sluice/sluice/";

  /** The values of all members with a name, in document order. */
  private static List<String> metadata(String file, String member) throws IOException {
    List<String> values = new ArrayList<>();
    try (JsonParser json =
        new JsonFactory().createParser(RESOURCES.resolve(DIRECTORY + file).toFile())) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && member.equals(json.currentName())) {
          values.add(json.getText());
        }
      }
    }
    return values;
  }

  private static List<Pattern> patterns() throws IOException {
    return metadata("resource-config.json", "pattern").stream().map(Pattern::compile).toList();
  }

  @Test
  void resources_eachPattern_matchesSomething() throws Exception {
    List<String> names = new ArrayList<>(ownResources());
    Path zstd = Path.of(Zstd.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (JarFile jar = new JarFile(zstd.toFile())) {
      jar.stream().forEach(entry -> names.add(entry.getName()));
    }

    for (Pattern pattern : patterns()) {
      assertThat(names).as(pattern.pattern()).anyMatch(name -> pattern.matcher(name).matches());
    }
  }

  @Test
  void resources_allOfTheLibrary_areIncluded() throws Exception {
    List<Pattern> patterns = patterns();

    assertThat(ownResources())
        .hasSizeGreaterThan(20)
        .allMatch(name -> patterns.stream().anyMatch(each -> each.matcher(name).matches()));
  }

  /** Those of the library jar, which has no command line; some come from other directories. */
  private static List<String> ownResources() throws Exception {
    URI compiled = WorkflowLoader.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path classes = Path.of(compiled);
    try (Stream<Path> files = Files.walk(classes.resolve("dev"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> classes.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.endsWith(".class") && !name.startsWith("dev/sluice/cli/"))
          .toList();
    }
  }

  @Test
  void jni_eachClass_hasTheNamedMembers() throws Exception {
    Class<?> type = Object.class;
    for (String name : metadata("jni-config.json", "name")) {
      if (name.contains(".")) {
        type = Class.forName(name);
      } else if (name.equals("<init>")) {
        assertThat(type.getConstructor(String.class)).isNotNull();
      } else {
        assertThat(fieldNames(type)).contains(name);
      }
    }
  }

  private static List<String> fieldNames(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields()).map(Field::getName).toList();
  }

  @Test
  void jni_theContextsThatTheCodecHolds_areIncluded() throws Exception {
    List<String> named = metadata("jni-config.json", "name");

    for (String codec : List.of("NativeZstd", "NativeZstdCompressor")) {
      for (Field field : Class.forName("dev.sluice.codec." + codec).getDeclaredFields()) {
        if (field.getType().getName().startsWith("com.github.luben")) {
          assertThat(named).contains(field.getType().getName());
        }
      }
    }
    assertThat(named).filteredOn(name -> name.startsWith("com.github.luben")).hasSize(2);
  }
}

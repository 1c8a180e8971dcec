package dev.sluice.registry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.SharedData;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogGeneratorTest {

  @Test
  void generate_theFacts_givesTheCommittedResources() throws Exception {
    SortedMap<String, String> generated = CatalogGenerator.generate(SharedData.CATALOG.required());

    assertThat(committed()).containsExactlyElementsOf(generated.keySet());
    for (Map.Entry<String, String> file : generated.entrySet()) {
      assertThat(committed(file.getKey())).as(file.getKey()).isEqualTo(file.getValue());
    }
  }

  @Test
  void value_everyForm_isReadBack() {
    for (Object value :
        List.of(
            "",
            "text",
            "a\tb\r\n\\c\\n",
            "'",
            true,
            false,
            0L,
            -12L,
            1.5,
            1.0E-5,
            2.0E20,
            List.of(),
            List.of("a", "b"),
            Map.of())) {
      assertThat(CatalogValue.decode(DescriptorText.value(value))).isEqualTo(value);
    }
  }

  private static String committed(String name) throws IOException {
    try (InputStream in = CatalogFile.class.getResourceAsStream(name + ".tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> committed() throws IOException, URISyntaxException {
    URL index = CatalogFile.class.getResource("index.tsv");
    try (Stream<Path> files = Files.list(Path.of(index.toURI()).getParent())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".tsv"))
          .map(name -> name.replace(".tsv", ""))
          .sorted()
          .toList();
    }
  }
}

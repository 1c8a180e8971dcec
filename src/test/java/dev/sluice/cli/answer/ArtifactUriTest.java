package dev.sluice.cli.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ArtifactUriTest {

  @Test
  void relativeName_isARelativeReference() {
    assertThat(ArtifactUri.of("flows/a b.json")).isEqualTo("flows/a%20b.json");
    assertThat(ArtifactUri.of("../c:d?e#f%.json")).isEqualTo("../c%3Ad%3Fe%23f%25.json");
    assertThat(ArtifactUri.of("ü/漢😀~-._.json")).isEqualTo("%C3%BC/%E6%BC%A2%F0%9F%98%80~-._.json");
  }

  @Test
  void absoluteName_isAFileUri() {
    Path file = Path.of("/flows/a b\\.json");

    assertThat(Path.of(URI.create(ArtifactUri.of(file.toString())))).isEqualTo(file);
    assertThat(ArtifactUri.of(file.toString())).isEqualTo("file:///flows/a%20b%5C.json");
  }
}

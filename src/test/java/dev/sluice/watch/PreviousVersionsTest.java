package dev.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PreviousVersionsTest {

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[1_000];
    new Random(seed).nextBytes(bytes); // cannot be deflated
    return bytes;
  }

  @Test
  void of_keptDocument_isTheSameBytes() {
    PreviousVersions previous = new PreviousVersions(1 << 20);
    byte[] text = "{\"nodes\": {}}".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    previous.keep(Path.of("a"), text);

    assertThat(previous.of(Path.of("a"))).hasValue(text);
    assertThat(previous.of(Path.of("b"))).isEmpty();
  }

  @Test
  void keep_tooMany_dropsThoseThatHaveNotChangedForLongest() {
    PreviousVersions previous = new PreviousVersions(3 * 1_400);
    for (int i = 0; i < 3; i++) {
      previous.keep(Path.of("f" + i), bytes(i));
    }
    assertThat(previous.hasRoom()).isTrue();
    previous.keep(Path.of("f0"), bytes(10));
    previous.keep(Path.of("f3"), bytes(3));

    assertThat(previous.of(Path.of("f1"))).isEmpty();
    assertThat(previous.of(Path.of("f0"))).hasValue(bytes(10));
    assertThat(previous.of(Path.of("f3"))).isPresent();
  }

  @Test
  void remove_document_makesRoom() {
    PreviousVersions previous = new PreviousVersions(1_000);
    previous.keep(Path.of("a"), new byte[700]);
    previous.remove(Path.of("a"));
    previous.remove(Path.of("a"));

    assertThat(previous.of(Path.of("a"))).isEmpty();
    previous.keep(Path.of("b"), new byte[700]);
    assertThat(previous.of(Path.of("b"))).isPresent();
  }

  @Test
  void keep_withoutSpace_keepsNothing() {
    PreviousVersions previous = new PreviousVersions(0);
    previous.keep(Path.of("a"), new byte[1]);

    assertThat(previous.of(Path.of("a"))).isEmpty();
  }
}

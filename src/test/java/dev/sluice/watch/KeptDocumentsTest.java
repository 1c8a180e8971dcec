package dev.sluice.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeptDocumentsTest {

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[1_000];
    new Random(seed).nextBytes(bytes); // cannot be deflated
    return bytes;
  }

  @Test
  void of_keptDocument_isTheSameBytes() {
    KeptDocuments kept = new KeptDocuments(1 << 20);
    byte[] text = "{\"nodes\": {}}".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    kept.keep(Path.of("a"), text);

    assertThat(kept.of(Path.of("a"))).hasValue(text);
    assertThat(kept.of(Path.of("b"))).isEmpty();
  }

  @Test
  void keep_tooMany_dropsThoseThatHaveNotChangedForLongest() {
    KeptDocuments kept = new KeptDocuments(3 * 1_400);
    for (int i = 0; i < 3; i++) {
      kept.keep(Path.of("f" + i), bytes(i));
    }
    assertThat(kept.hasRoom()).isTrue();
    kept.keep(Path.of("f0"), bytes(10));
    kept.keep(Path.of("f3"), bytes(3));

    assertThat(kept.of(Path.of("f1"))).isEmpty();
    assertThat(kept.of(Path.of("f0"))).hasValue(bytes(10));
    assertThat(kept.of(Path.of("f3"))).isPresent();
  }

  @Test
  void remove_document_makesRoom() {
    KeptDocuments kept = new KeptDocuments(1_000);
    kept.keep(Path.of("a"), new byte[700]);
    kept.remove(Path.of("a"));
    kept.remove(Path.of("a"));

    assertThat(kept.of(Path.of("a"))).isEmpty();
    kept.keep(Path.of("b"), new byte[700]);
    assertThat(kept.of(Path.of("b"))).isPresent();
  }

  @Test
  void keep_withoutSpace_keepsNothing() {
    KeptDocuments kept = new KeptDocuments(0);
    kept.keep(Path.of("a"), new byte[1]);

    assertThat(kept.of(Path.of("a"))).isEmpty();
  }
}

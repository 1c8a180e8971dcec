package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureTextTest {

  @Test
  void of_anyFailure_hasItsClassOnly() {
    assertThat(FailureText.of("The loader failed", new IllegalStateException("secret")))
        .isEqualTo("The loader failed: IllegalStateException");
  }

  @Test
  void of_outOfMemory_saysWhatToDo() {
    assertThat(FailureText.of("The loader failed", new OutOfMemoryError("Java heap space")))
        .isEqualTo("Out of memory; give the program more with java -Xmx");
  }
}

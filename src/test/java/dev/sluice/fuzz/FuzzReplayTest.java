package dev.sluice.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.support.PercentText;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The inputs of all fuzz targets, among them each that has found a fault. */
class FuzzReplayTest {

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void accept_knownInputs_holdTheInvariants(FuzzTargets each) throws Exception {
    List<String> faults = new ArrayList<>();
    try (FuzzTarget target = each.open()) {
      for (byte[] input : each.inputs()) {
        try {
          target.accept(input);
        } catch (Exception | AssertionError e) {
          faults.add(PercentText.of(input) + ": " + e);
        }
      }
    }

    assertThat(faults).isEmpty();
    assertThat(each.inputs()).hasSizeGreaterThan(5);
    assertThat(Files.readAllLines(each.dictionary())).isNotEmpty();
  }

  @Test
  void require_conditionThatDoesNotHold_fails() {
    assertThatThrownBy(() -> FuzzTarget.require(false, "reason"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("reason");
  }
}

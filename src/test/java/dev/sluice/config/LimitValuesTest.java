package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LimitValuesTest {

  @ParameterizedTest
  @EnumSource
  void of_eachLimit_isPositiveAndNotLowerForTrustedDocuments(Limit limit) {
    assertThat(Limits.untrusted().of(limit)).isPositive();
    assertThat(Limits.trusted().of(limit)).isGreaterThanOrEqualTo(Limits.untrusted().of(limit));
  }

  @ParameterizedTest
  @CsvSource({
    "NODES, 1000, 9223372036854775807",
    "CONFIG_DEPTH, 10, 100",
    "ZSTD_WINDOW_BYTES, 8388608, 8388608"
  })
  void of_someLimits_areTheDocumentedOnes(Limit limit, long untrusted, long trusted) {
    assertThat(Limits.untrusted().of(limit)).isEqualTo(untrusted);
    assertThat(Limits.trusted().of(limit)).isEqualTo(trusted);
  }

  @Test
  void with_lowestValue_changesThisLimitOfACopy() {
    Limits changed = Limits.untrusted().with(Limit.NODES, 1);

    assertThat(changed.of(Limit.NODES)).isOne();
    assertThat(changed.of(Limit.CONNECTIONS)).isEqualTo(5_000);
    assertThat(Limits.untrusted().of(Limit.NODES)).isEqualTo(1_000);
  }

  @Test
  void with_zero_isRefused() {
    assertThatThrownBy(() -> Limits.untrusted().with(Limit.NODE_ID_LENGTH, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("node-id-length must be at least 1, was 0");
  }

  @Test
  void named_labelInAnyCaseWithUnderscores_isTheLimit() {
    assertThat(Limits.named("Node_Id-LENGTH")).contains(Limit.NODE_ID_LENGTH);
    assertThat(Limits.named("nodes")).contains(Limit.NODES);
    assertThat(Limits.named("node")).isEmpty();
  }

  @Test
  void equals_sameValues_areEqualHoweverTheyWereMade() {
    Limits changed = Limits.untrusted().with(Limit.NODES, 7);

    assertThat(changed).isEqualTo(Limits.untrusted().with(Limit.NODES, 7));
    assertThat(changed).hasSameHashCodeAs(Limits.untrusted().with(Limit.NODES, 7));
    assertThat(changed).isNotEqualTo(Limits.untrusted()).isNotEqualTo("Limits[nodes=7]");
    assertThat(changed.hashCode()).isNotEqualTo(Limits.untrusted().hashCode());
  }

  @Test
  void toString_changedLimits_areShown() {
    assertThat(Limits.untrusted()).hasToString("Limits[]");
    assertThat(Limits.untrusted().with(Limit.NODES, 7)).hasToString("Limits[nodes=7]");
  }
}

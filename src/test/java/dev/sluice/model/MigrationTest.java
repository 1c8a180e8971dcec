package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationTest {

  private final Migration migration = new Migration("Old", "New", Map.of("action", "Read"));

  @Test
  void apply_otherKeys_followTheSettings() {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("path", "a.txt");
    own.put("limit", null);

    assertThat(migration.apply(own).toString()).isEqualTo("{action=Read, path=a.txt, limit=null}");
  }

  @Test
  void apply_sameKey_keepsTheDocumentsValue() {
    assertThat(migration.apply(Map.of("action", "Write"))).isEqualTo(Map.of("action", "Write"));
  }

  @Test
  void settings_changedAfterwards_stay() {
    Map<String, Object> settings = new HashMap<>(Map.of("a", 1L));
    Migration copy = new Migration("Old", "New", settings);
    settings.put("a", 2L);

    assertThat(copy.settings()).isEqualTo(Map.of("a", 1L));
    assertThatThrownBy(() -> copy.settings().put("b", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}

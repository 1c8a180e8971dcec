package dev.sluice.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LaterMemberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":{},\"nodes\":1}",
        "{\"v\":{} , \"a\":[1,{\"b\":2}], \"nodes\" : {}}",
        "{\"v\":\"}\\\"{\",\"nodes\":1}",
        "{\"v\":{},\"\\u006eodes\":1}",
        "{\"v\":[[],{}],\"x\":\"nodes\",\"nodes\":1",
        "{\"v\":1,\"nodes\""
      })
  void exists_memberBehindTheValue_isFound(String document) {
    assertThat(exists(document)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":{\"nodes\":1}}",
        "{\"v\":{\"a\":1,\"nodes\":1},\"b\":[\"a\",\"nodes\"]}",
        "{\"v\":{},\"x\":\"nodes\"}",
        "{\"v\":\",\\\"nodes\\\":1\"}",
        "{\"v\":{}},\"nodes\":1}",
        "{\"v\":{},\"node",
        "{\"v\":{},\"nodes\\",
        "{\"v\":{},\"no\\udes\":1}",
        "{\"v\":{},\"\\u00\":1}",
        "{\"v\":"
      })
  void exists_noSuchMember_isNotFound(String document) {
    assertThat(exists(document)).isFalse();
  }

  private static boolean exists(String document) {
    byte[] bytes = document.getBytes(UTF_8);
    return LaterMember.exists(bytes, document.indexOf(':') + 1, bytes.length, "nodes");
  }
}

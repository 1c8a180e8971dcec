package dev.sluice.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limits;
import java.nio.ByteBuffer;
import java.util.Optional;
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
        "{\"v\":1,\"nodes\"",
        "{\"v\":[[[[[[[]]]]]]],\"nodes\":1}"
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
        "{\"v\":{},,\"nodes\":1}",
        "{\"v\":{\"a\":},\"nodes\":1}",
        "{\"v\":{\"a\":1,},\"nodes\":1}",
        "{\"v\":[[[[[[[[[[]]]]]]]]]],\"nodes\":1}",
        "{\"v\":[\"\\ud800\"],\"nodes\":1}",
        "{\"v\":{},\"\\u00\":1}",
        "{\"v\":"
      })
  void exists_noSuchMember_isNotFound(String document) {
    assertThat(exists(document)).isFalse();
  }

  private static boolean exists(String document) {
    byte[] bytes = document.getBytes(UTF_8);
    int value = document.indexOf(':') + 1;
    boolean whole = look(Window.over(ByteBuffer.wrap(bytes)), value, true).orElseThrow();
    Window growing = Window.growing();
    growing.append(ByteBuffer.wrap(bytes, 0, value), false);
    LaterMember ahead = new LaterMember("nodes", Limits.untrusted(), 9, value);
    Optional<Boolean> found = Optional.empty();
    for (int i = value; i < bytes.length && found.isEmpty(); i++) {
      growing.append(ByteBuffer.wrap(bytes, i, 1), true);
      found = ahead.look(growing, false);
    }
    assertThat(found.or(() -> ahead.look(growing, true))).hasValue(whole);
    return whole;
  }

  private static Optional<Boolean> look(Window window, int value, boolean complete) {
    return new LaterMember("nodes", Limits.untrusted(), 9, value).look(window, complete);
  }
}

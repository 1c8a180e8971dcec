package dev.sluice.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sluice.config.Limits;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void found_memberBehindTheValue_isFound(String document) {
    assertThat(found(document)).containsKey("nodes");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "{'v':{},'wrapper':{}}; 1",
        "{'v':{},'wrapper':[{}],'wrapper':5,'wrapper' : {'nodes'; 3",
        "{'v':{},'x':{'wrapper':{}},'wrapper':{},'y':1}; 2",
        "{'v':{},'wrapper':{},'wrapper':[{}]}; 0",
        "{'v':{},'wrapper':1,'x':{}}; 0"
      })
  void found_laterMembers_areCountedIfTheyAreObjects(String document, int number) {
    assertThat(found(document.replace('\'', '"'))).containsOnly(entry("wrapper", number));
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
        "{\"v\":{},\"x\":{\"wrapper\":{}}}",
        "{\"v\":"
      })
  void found_noSuchMember_isNotFound(String document) {
    assertThat(found(document)).isEmpty();
  }

  private static Map<String, Integer> found(String document) {
    byte[] bytes = document.getBytes(UTF_8);
    int value = document.indexOf(':') + 1;
    Map<String, Integer> whole =
        look(Window.over(ByteBuffer.wrap(bytes)), value, true).orElseThrow();
    Window growing = Window.growing();
    growing.append(ByteBuffer.wrap(bytes, 0, value), false);
    LaterMember ahead = ahead(value);
    Optional<Map<String, Integer>> found = Optional.empty();
    for (int i = value; i < bytes.length && found.isEmpty(); i++) {
      growing.append(ByteBuffer.wrap(bytes, i, 1), true);
      found = ahead.look(growing, false);
    }
    assertThat(found.or(() -> ahead.look(growing, true))).hasValue(whole);
    return whole;
  }

  private static Optional<Map<String, Integer>> look(Window window, int value, boolean complete) {
    return ahead(value).look(window, complete);
  }

  private static LaterMember ahead(int value) {
    return new LaterMember("nodes", Set.of("wrapper"), Limits.untrusted(), 9, value);
  }
}

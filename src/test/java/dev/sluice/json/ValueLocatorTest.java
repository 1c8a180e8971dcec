package dev.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueLocatorTest {

  private static final String NODE =
      "\"n 1\" : { \"a\" :1,\"b\\n\":[ true , {\"x\":\"]}\\\"\"},-2.5e3] , \"é\\u0041\" : null,"
          + "\"a\":{\"deep\":{\"er\": \"end\"}}, \"\":0 }";

  @Test
  void locate_withoutAPath_isTheValueItself() {
    assertThat(found(NODE, 0)).startsWith("{ \"a\" :1");
    assertThat(found(NODE, 8)).startsWith("{ \"a\" :1");
    assertThat(found("[1]", 1)).startsWith("1]");
  }

  @Test
  void locate_alongAPath_isTheFirstByteOfTheValue() {
    assertThat(found(NODE, 0, "b\n")).startsWith("[ true");
    assertThat(found(NODE, 0, "b\n", 0)).startsWith("true ,");
    assertThat(found(NODE, 0, "b\n", 1, "x")).startsWith("\"]}\\\"\"}");
    assertThat(found(NODE, 0, "b\n", 2)).startsWith("-2.5e3]");
    assertThat(found(NODE, 0, "éA")).startsWith("null,");
    assertThat(found(NODE, 0, "")).startsWith("0 }");
  }

  @Test
  void locate_ofAKeyThatIsThereTwice_isTheLast() {
    assertThat(found(NODE, 0, "a")).startsWith("{\"deep\"");
    assertThat(found(NODE, 0, "a", "deep", "er")).startsWith("\"end\"");
  }

  @Test
  void locate_alongAPathThatLeadsNowhere_isAsFarAsItLed() {
    assertThat(found(NODE, 0, "no")).startsWith("{ \"a\"");
    assertThat(found(NODE, 0, 3)).startsWith("{ \"a\"");
    assertThat(found(NODE, 0, "b\n", 3)).startsWith("[ true");
    assertThat(found(NODE, 0, "b\n", "x")).startsWith("[ true");
    assertThat(found(NODE, 0, "a", "deep", "er", "x")).startsWith("\"end\"");
    assertThat(found("{\"a\":{}}", 0, "a", "b")).startsWith("{}}");
    assertThat(found("{\"a\":[]}", 0, "a", 0)).startsWith("[]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "é", "no", "list"})
  void locateNames_ofAnyMember_areThoseOfEachName(String member) {
    String text =
        "\"n\": {\"b\":{\"x\":1,\"\\u0078\":2,\"y\" :[{\"z\":0}],\"\\\"\":3,\"é\":4},"
            + "\"é\":{},\"list\":[\"x\",\"y\"],\"x\":5}";
    List<String> names = List.of("x", "y", "z", "\"", "é", "");
    long[] found = new ValueLocator(over(text)).locateNames(0, member, names);
    for (int i = 0; i < found.length; i++) {
      long expected = new ValueLocator(over(text)).locateName(0, member, names.get(i));
      assertThat(found[i]).as(names.get(i)).isEqualTo(expected);
    }
  }

  @Test
  void locate_manyMembersOfAnObject_walksOverItTwice() {
    StringBuilder text = new StringBuilder("{\"config\":{\"k0\":0");
    for (int i = 1; i < 1_000; i++) {
      text.append(",\"k").append(i).append("\":").append(i);
    }
    Window window = over(text.append("}}").toString());
    ValueLocator locator = new ValueLocator(window);
    for (int i = 0; i < 1_000; i++) {
      long at = locator.locate(0, "config", "k" + i);
      assertThat(from(text.toString(), at)).startsWith(i + (i == 999 ? "}" : ","));
    }
    assertThat(window.work()).isLessThan(4L * text.length() + text.length() / 2);
  }

  @Test
  void locate_membersOfOneRecordAndTheNext_areEachItsOwn() {
    String text = "[{\"a\":1,\"b\":{\"c\":2}},{\"b\":{\"c\":3,\"a\":4}}]";
    ValueLocator locator = new ValueLocator(over(text));
    int next = text.indexOf(",{\"b\"") + 1;
    assertThat(from(text, locator.locate(1, "b", "c"))).startsWith("2}}");
    assertThat(from(text, locator.locate(next, "b", "c"))).startsWith("3,");
    assertThat(from(text, locator.locate(next, "b", "a"))).startsWith("4}}");
    assertThat(from(text, locator.locate(next, "a"))).startsWith("{\"b\":{\"c\":3");
    assertThat(from(text, locator.locate(1, "a"))).startsWith("1,");
  }

  @Test
  void nameBefore_aValue_isTheNamesFirstByte() {
    String text = "{\"a\\\\\": 1, \"b\\\"c\\\\\\\"\" :\r\n [2], \"\":3}";
    assertThat(nameBefore(text, "1,")).startsWith("\"a\\\\\": 1");
    assertThat(nameBefore(text, "[2]")).startsWith("\"b\\\"c");
    assertThat(nameBefore(text, "3}")).startsWith("\"\":3");
  }

  @Test
  void nameBefore_aNameThatBeginsTheArray_isItsFirstByte() {
    assertThat(nameBefore("\"a\":1", "1")).startsWith("\"a\":1");
  }

  private static String found(String text, int offset, Object... path) {
    return from(text, new ValueLocator(over(text)).locate(offset, path));
  }

  private static String nameBefore(String text, String value) {
    byte[] before = text.substring(0, text.indexOf(value)).getBytes(StandardCharsets.UTF_8);
    return from(text, ValueLocator.nameBefore(over(text), before.length));
  }

  private static Window over(String text) {
    return Window.over(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String from(String text, long offset) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, (int) offset, bytes.length - (int) offset, StandardCharsets.UTF_8);
  }
}

package dev.sluice.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretSpansTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "{'config':{'api_key':{'value':'deep','n':12}}}>{'config':{'api_key':{'value':'****','n':**}}}",
        "{'config':{'passwords':['ab',{'k':'c'}]}}>{'config':{'passwords':['**',{'k':'*'}]}}",
        "{'p\\u0061ssword':'a\\'b'}>{'p\\u0061ssword':'****'}",
        "{'password':'{{p}}','token':''}>{'password':'{{p}}','token':''}",
        "{'url':'https://me:pw@host/'}>{'url':'https://*****@host/'}",
        "{'nodes':{'token':{'node_id':'token'}}}>{'nodes':{'token':{'node_id':'token'}}}",
        "{'token':'ab>{'token':'**",
        "{'password':1,'x':2}>{'password':*,'x':2}",
        "]}{'password':'a'}>]}{'password':'*'}"
      })
  void overwrite_keysAroundAValue_decide(String text, String expected) {
    assertThat(overwritten(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "'type':'String','value':'abc','sensitive':true>'type':'String','value':'***','sensitive':true",
        "'sensitive':true,'value':{'a':'b'},'name':'v'>'sensitive':true,'value':{'a':'*'},'name':'v'",
        "'value':[{'a':7}],'sensitive':true>'value':[{'a':*}],'sensitive':true",
        "'value':'abc','sensitive':false>'value':'abc','sensitive':false"
      })
  void overwrite_sensitiveVariable_isDescribedOnly(String members, String expected) {
    String before = "{'variables':{'v':{";
    String after = "},'w':{'value':'d'}},'title':'t'}";

    assertThat(overwritten(before + members + after)).isEqualTo(before + expected + after);
  }

  @Test
  void overwrite_lineFeedInAString_endsIt() {
    assertThat(overwritten("{'password':'ab\n'x':'y','token':'c'}"))
        .isEqualTo("{'password':'**\n'x':'y','token':'*'}");
  }

  @Test
  void overwrite_deepValue_isHidden() {
    assertThat(overwritten("[".repeat(600) + "'x'" + "]".repeat(600) + ",['y']"))
        .isEqualTo("[".repeat(600) + "'*'" + "]".repeat(600) + ",['y']");
  }

  @Test
  void isSettled_objectThatMayProveSensitive_isNot() {
    SecretSpans spans = new SecretSpans((from, to) -> true);

    spans.take(bytes("{'variables':{'v':{'value':'abc'"));
    assertThat(spans.isSettled()).isFalse();
    spans.take(bytes("}"));
    assertThat(spans.isSettled()).isTrue();
  }

  private static String overwritten(String text) {
    SecretSpans spans = new SecretSpans((from, to) -> true);
    byte[] all = bytes(text).array();
    for (byte each : all) {
      spans.take(ByteBuffer.wrap(new byte[] {each}));
    }
    spans.finish();
    spans.overwrite(all, 0);
    return new String(all, StandardCharsets.UTF_8).replace('"', '\'');
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

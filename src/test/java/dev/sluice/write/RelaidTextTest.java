package dev.sluice.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Layout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelaidTextTest {

  private static final Layout ODD = new Layout("\t", "\r\n", false, true, " \n", true);
  private static final Layout SPACED = new Layout("", "\n", true, false, "", false);

  private static String text(Iterator<ByteBuffer> chunks) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    chunks.forEachRemaining(
        chunk ->
            bytes.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining()));
    return bytes.toString(UTF_8);
  }

  private static String relaid(String json, Layout layout) {
    return text(new RelaidText(json.getBytes(UTF_8), layout));
  }

  @Test
  void relaidText_anyLayout_isWhatTheWriterFormats() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("long", "é,{}:[]\\\"".repeat(20_000));
    value.put("empty", List.of(Map.of(), List.of(), ""));
    value.put("scalars", Arrays.asList(1L, -1.5, true, null, "\uD83D\uDE00\u007F"));
    value.put("deep", List.of(Map.of("a", List.of(Map.of("b", 1L)))));
    List<Layout> layouts = List.of(Layout.PRETTY, Layout.COMPACT, SPACED, ODD);

    for (Layout from : List.of(Layout.PRETTY, Layout.COMPACT, SPACED)) {
      String json = text(new JsonChunks(value, from));
      for (Layout to : layouts) {
        assertThat(relaid(json, to)).isEqualTo(text(new JsonChunks(value, to)));
      }
    }
  }

  @Test
  void relaidText_oddSpellings_keepsThem() {
    String json = "\uFEFF{ \"\\u0061\":-0 ,\"a\" : [1E5,1.10, 1e-400],\r\n\t\"\\/é\":{ \n} }\n";

    assertThat(relaid(json, Layout.COMPACT))
        .isEqualTo("{\"\\u0061\":-0,\"a\":[1E5,1.10,1e-400],\"\\/é\":{}}");
    assertThat(relaid(json, ODD).lines())
        .containsExactly(
            "\uFEFF{",
            "\t\"\\u0061\":-0,",
            "\t\"a\":[",
            "\t\t1E5,",
            "\t\t1.10,",
            "\t\t1e-400",
            "\t],",
            "\t\"\\/\\u00e9\":{}",
            "} ");
  }
}

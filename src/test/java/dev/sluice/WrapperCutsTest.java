package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.DocumentKind;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.Workflows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents that wrap a workflow have the same result wherever their bytes are cut.
 *
 * <p>Within their two long strings, they are cut at every 7th byte only, unless {@code
 * -Dsluice.splits=all} is given.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrapperCutsTest {

  private static final boolean ALL = "all".equals(System.getProperty("sluice.splits"));
  private static final int IN_PADDING = 7;

  /** How many bytes of a long string are on each side of a place within it. */
  private static final int AROUND = 32;

  private static final String DESCRIPTION =
      "long enough for the bytes at hand to be moved. ".repeat(12);
  private static final String END = "e".repeat(600);

  private static final String BODY =
      "{'metadata':{'name':'Inner','description':'"
          + DESCRIPTION
          + "'},'nodes':{'start':{'node_id':'start','node_type':'StartNode','config':{}},"
          + "'log':{'node_id':'other','node_type':'LogNoed','config':{'message':'a','message':'b'}},"
          + "'bad':{'node_id':'bad','node_type':'LogNode','config':{'message':'os.system(1)'}}},"
          + "'connections':["
          + Workflows.edge("start", "log")
          + ",'none'],'variables':{'x':{'default':1.50}}}";

  private static final String BARE = BODY.substring(1, BODY.length() - 1);
  private static final String NAME = "'name':'Outer'";
  private static final String TAIL = "'tags':['nodes',{'nodes':1}],'end':'" + END + "'";

  private final WorkflowLoader loader = WorkflowLoader.create();

  @AfterAll
  void close() {
    loader.close();
  }

  static Stream<Arguments> documents() {
    Map<String, DocumentKind> wrapped =
        Map.of(
            "'workflow':" + BODY,
            DocumentKind.SCENARIO,
            "'workflow_definition':" + BODY,
            DocumentKind.TEMPLATE,
            "'base_workflow':" + BODY,
            DocumentKind.TEMPLATE,
            "'snippet_id':'s'," + BARE,
            DocumentKind.SNIPPET,
            "'inputs':[]," + BARE + ",'outputs':[]",
            DocumentKind.SUBFLOW,
            BARE,
            DocumentKind.WORKFLOW,
            "'workflow':{'nodes':{'x':5}}," + BARE,
            DocumentKind.WORKFLOW);
    return wrapped.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(
                        List.of(entry.getKey(), NAME, TAIL),
                        List.of(NAME, entry.getKey(), TAIL),
                        List.of(TAIL, NAME, entry.getKey()))
                    .map(members -> Arguments.of(String.join(",", members), entry.getValue())));
  }

  private void cutAnywhere(byte[] document, Said whole) {
    for (int cut = 0; cut <= document.length; cut++) {
      if (ALL || cut % IN_PADDING == 0 || !isInPadding(document, cut)) {
        assertThat(Said.by(loader, Chunked.at(cut, document)))
            .as("cut at %d", cut)
            .isEqualTo(whole);
      }
    }
  }

  /** Whether all bytes around an index are those of one of the long strings. */
  private static boolean isInPadding(byte[] document, int cut) {
    int from = Math.max(0, cut - AROUND);
    int to = Math.min(document.length, cut + AROUND);
    String around = new String(document, from, to - from, StandardCharsets.US_ASCII);
    return DESCRIPTION.contains(around) || END.contains(around);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void tryLoad_wrapperCutAnywhere_hasTheSameResult(String members, DocumentKind kind) {
    byte[] document = Workflows.bytes(Workflows.json("{" + members + "}"));
    Said whole = Said.by(loader, ByteSource.of("", document));

    assertThat(whole.kind()).isEqualTo(kind);
    assertThat(whole.report().findings())
        .extracting(finding -> finding.code().name())
        .contains("DANGEROUS_PATTERN", "DUPLICATE_KEY", "UNKNOWN_NODE_TYPE");
    assertThat(Said.by(loader, Chunked.byteByByte(document))).isEqualTo(whole);
    cutAnywhere(document, whole);
    for (int size : new int[] {7, 64, 500, 512, 1_000, 1_024, 1_500}) {
      for (int first = 1; first < size; first += 1 + size / 16) {
        assertThat(Said.by(loader, Chunked.every(size, first, document)))
            .as("chunks of %d after %d", size, first)
            .isEqualTo(whole);
      }
    }
  }

  /** A place behind a fault counts no more, and what is wrapped must not depend on it. */
  static Stream<String> faulty() {
    return Stream.of(
        "{'workflow':" + BODY + ",,'nodes':{}}",
        "{'workflow':" + BODY.replace("1.50", "01") + ",'nodes':{}}",
        "{'workflow':" + BODY + ",'a':[1,],'nodes':{}}",
        "{'workflow':" + BODY + ",'a':'\\ud800','nodes':{}}",
        "{'workflow':" + BODY + ",'a':" + "[".repeat(600),
        "{'workflow':" + BODY + ",'nodes':{},'x':}",
        "{'workflow':" + BODY.substring(0, BODY.length() - 3));
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void tryLoad_faultyWrapperCutAnywhere_hasTheSameResult(String text) {
    byte[] document = Workflows.bytes(Workflows.json(text));
    Said whole = Said.by(loader, ByteSource.of("", document));

    assertThat(whole.report().accepted()).isFalse();
    assertThat(Said.by(loader, Chunked.byteByByte(document))).isEqualTo(whole);
    cutAnywhere(document, whole);
  }
}

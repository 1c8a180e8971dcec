package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Finding;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.Workflows;
import dev.sluice.write.WorkflowWriter;
import dev.sluice.write.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

/** Elements that are strings and not objects, and numbers that are too small. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StringElementsTest {

  private final WorkflowLoader loader = WorkflowLoader.create();

  @AfterAll
  void close() {
    loader.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'nodes':{'a':{}},'connections':['abc' : 1]}",
        "{'nodes':['abc' : {'node_id':1}]}",
        "{'nodes':{'a':{}},'connections':['abc','def' :]}"
      })
  void tryLoad_stringBeforeAFault_standsWhereItBegins(String text) {
    byte[] document = Workflows.bytes(Workflows.json(text));
    Said whole = Said.by(loader, ByteSource.of("", document));

    List<Finding> strings =
        whole.report().findings().stream()
            .filter(finding -> finding.message().endsWith("must be an object, not a string"))
            .toList();
    assertThat(strings).isNotEmpty();
    for (Finding finding : strings) {
      assertThat((char) document[(int) finding.place().orElseThrow().offset()]).isEqualTo('"');
    }
    for (int cut = 0; cut <= document.length; cut++) {
      assertThat(Said.by(loader, Chunked.at(cut, document))).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(Said.by(loader, Chunked.byteByByte(document))).isEqualTo(whole);
  }

  @Test
  void tryLoad_numbersTooSmallForADouble_areZero() {
    WorkflowDefinition zero = withNumbers("0.0", "-0.0");

    assertThat(withNumbers("1e-9999991", "-1e-99999")).isEqualTo(zero);
    assertThat(withNumbers("1e-400", "-1e-400").fingerprint()).isEqualTo(zero.fingerprint());
    assertThat(withNumbers("0e999999999", "-0e-99999999999")).isEqualTo(zero);
    assertThat(written(withNumbers("1e-9999991", "-1e-99999"))).contains("\"a\":0.0,\"b\":-0.0");
  }

  private String written(WorkflowDefinition definition) {
    StringBuilder text = new StringBuilder();
    new WorkflowWriter(Schedulers.immediate())
        .encode(definition, WriteOptions.standard())
        .toIterable()
        .forEach(chunk -> text.append(StandardCharsets.UTF_8.decode(chunk)));
    return text.toString();
  }

  private WorkflowDefinition withNumbers(String one, String other) {
    String json =
        "{'nodes':{'s':{'node_id':'s','node_type':'StartNode','config':{'a':%s,'b':%s}}}}"
            .formatted(one, other);
    ByteSource source = ByteSource.of("", Workflows.bytes(Workflows.json(json)));
    return Said.by(loader, source).definition().orElseThrow();
  }
}

package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Files with the markers of a merge conflict, in whatever pieces they arrive. */
class MergeConflictTest {

  private static final String NODE = "{\"nodes\": {\"a\": {\"node_id\": \"a\",";

  private static List<Finding> findings(ByteSource source) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.validate(source).block().findings();
    }
  }

  /** The finding, which must not depend on the pieces. */
  private static Finding only(String document) {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    List<Finding> whole = findings(ByteSource.of("", bytes));
    assertThat(whole).hasSize(1);
    for (int cut = 1; cut < bytes.length; cut++) {
      List<ByteBuffer> parts =
          List.of(ByteBuffer.wrap(bytes, 0, cut), ByteBuffer.wrap(bytes, cut, bytes.length - cut));
      assertThat(findings(ByteSource.streamed("", Flux.fromIterable(parts))))
          .as("cut at %s", cut)
          .isEqualTo(whole);
    }
    List<ByteBuffer> single = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      single.add(ByteBuffer.wrap(Arrays.copyOfRange(bytes, i, i + 1)));
    }
    assertThat(findings(ByteSource.streamed("", Flux.fromIterable(single)))).isEqualTo(whole);
    return whole.get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<<<<<< HEAD", "||||||| base", "=======", ">>>>>>>>>> x"})
  void validate_lineOfMarkers_isAMergeConflict(String marker) {
    Finding finding = only(NODE + "\r\n" + marker + "\r\n\"node_type\": \"LogNode\"}}}");

    assertThat(finding.code()).isEqualTo(FindingCode.MERGE_CONFLICT);
    assertThat(finding.message()).isEqualTo("The document has an unresolved merge conflict");
    assertThat(finding.place().orElseThrow()).hasToString("2:1");
    assertThat(finding.suggestion())
        .contains(
            "Keep one of the sides and delete the lines of markers; sluice diff FILE compares the"
                + " sides");
  }

  @Test
  void validate_conflictOverTheWholeFile_isAMergeConflict() {
    Finding finding = only("<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n");

    assertThat(finding.code()).isEqualTo(FindingCode.MERGE_CONFLICT);
    assertThat(finding.place().orElseThrow()).hasToString("1:1");
  }

  @Test
  void validate_conflictBehindTheDocument_isAMergeConflict() {
    Finding finding = only(NODE + "\"node_type\": \"LogNode\"}}}\n>>>>>>> x");

    assertThat(finding.code()).isEqualTo(FindingCode.MERGE_CONFLICT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n<<<<<< HEAD\n", "\n<", " <<<<<<< HEAD\n", "\n <<<<<<<", "\n<<<<<<"})
  void validate_otherLines_areMalformedJson(String text) {
    assertThat(only(NODE + text).code()).isEqualTo(FindingCode.MALFORMED_JSON);
  }
}

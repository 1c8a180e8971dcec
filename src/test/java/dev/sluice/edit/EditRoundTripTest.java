package dev.sluice.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.diff.DocumentGenerator;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.support.Documents;
import dev.sluice.write.WriteOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Whatever the document and the edits, the result is what a load of its text gives. */
class EditRoundTripTest {

  private static final WorkflowLoader LOADER =
      WorkflowLoader.builder()
          .scheduler(Schedulers.boundedElastic())
          .smallLoadsOnCaller(true)
          .build();

  @AfterAll
  static void close() {
    LOADER.close();
  }

  private static ReadResult read(byte[] document) {
    return LOADER.tryRead(document).block();
  }

  private static ReadResult again(WorkflowDefinition definition) {
    Flux<ByteBuffer> text = LOADER.encode(definition, WriteOptions.standard());
    return LOADER.tryRead(text).block();
  }

  @Test
  void definition_randomEditsOfRandomDocuments_equalsALoadOfItsText() {
    long made = 0;
    for (long seed = 0; made < RandomEdits.EDITS; seed++) {
      Random random = new Random(seed);
      ReadResult read = read(new DocumentGenerator(random).next());
      if (read.definition().isPresent()) {
        made += check("seed " + seed, read.definition().get(), random);
      }
    }
  }

  @Test
  void definition_randomEditsOfDocumentsOfEveryKind_equalsALoadOfItsText() {
    Documents.all()
        .forEach(
            (name, document) -> {
              ReadResult read = read(document);
              for (long seed = 0; seed < 50 && read.definition().isPresent(); seed++) {
                check(name + " " + seed, read.definition().get(), new Random(seed));
              }
            });
  }

  /** Returns the number of edits made. */
  private static int check(String name, WorkflowDefinition definition, Random random) {
    String before = definition.fingerprint();
    WorkflowEdit edit = WorkflowEdit.of(definition);
    RandomEdits edits = new RandomEdits(random);
    List<String> said = new ArrayList<>(List.of(name));
    for (int rest = random.nextInt(6); rest >= 0; rest--) {
      said.add(edits.one(edit));
    }
    WorkflowDefinition edited = edit.definition();

    ReadResult again = again(edited);

    assertThat(again.definition()).as("%s: %s", said, again.report().findings()).isPresent();
    assertThat(again.definition().get().connections())
        .as("connections, %s", said)
        .isEqualTo(edited.connections());
    assertThat(again.definition().get().nodes()).as("nodes, %s", said).isEqualTo(edited.nodes());
    assertThat(again.definition().get()).as("%s", said).isEqualTo(edited);
    assertThat(definition.fingerprint()).isEqualTo(before);
    return edits.made();
  }
}

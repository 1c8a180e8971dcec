package dev.sluice.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.WorkflowLoader;
import dev.sluice.error.InvalidWorkflowException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.InvalidValueException;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Workflows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits whose written text a load would reject, or that would lose a part of the document. */
class RefusedEditsTest {

  private static final String HALF = "\uD83D";

  private static WorkflowDefinition read(String document) {
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.read(ByteSource.of("test", Workflows.bytes(document))).block();
    }
  }

  /** The failure of an edit, which must leave the edited definition as it was. */
  private static <T extends Throwable> T refusal(
      Class<T> type, String document, Consumer<WorkflowEdit> change) {
    WorkflowDefinition definition = read(document);
    WorkflowEdit edit = WorkflowEdit.of(definition);
    T refusal = catchThrowableOfType(type, () -> change.accept(edit));
    assertThat(edit.definition()).isEqualTo(definition);
    return refusal;
  }

  private static String twoNodes(String message) {
    return Workflows.workflow(
        Workflows.node("s", "StartNode")
            + ","
            + Workflows.node("a", "LogNode", "{\"message\":\"" + message + "\"}"));
  }

  @Test
  void names_withHalfASurrogatePair_areRefused() {
    List<Consumer<WorkflowEdit>> edits =
        List.of(
            edit -> edit.renameNode("a", HALF),
            edit -> edit.addNode(HALF, "LogNode"),
            edit -> edit.addNode("b", HALF),
            edit -> edit.retype("a", HALF));
    for (Consumer<WorkflowEdit> edit : edits) {
      assertThat(refusal(InvalidValueException.class, twoNodes(""), edit))
          .hasMessage("a string contains half a surrogate pair (/value/name)");
    }
  }

  @Test
  void renameNode_thatMakesAStringTooLong_isRefused() {
    LimitExceededException refusal =
        refusal(
            LimitExceededException.class,
            twoNodes("x".repeat(9_990) + "{{s.y}}"),
            edit -> edit.renameNode("s", "q".repeat(200)));

    assertThat(refusal)
        .hasMessage(
            "The string has 10196 characters, over the limit config-string-length of 10000"
                + " (/nodes/a/config/message) [LIMIT_EXCEEDED]");
  }

  @Test
  void numbers_longerThanTheLimit_areRefusedEverywhere() {
    for (Number number :
        List.of(new BigInteger("1".repeat(101)), new BigDecimal("0." + "3".repeat(99)))) {
      List<Consumer<WorkflowEdit>> edits =
          List.of(
              edit -> edit.variable("v", number),
              edit -> edit.setting("v", List.of(number)),
              edit -> edit.metadata("v", Map.of("n", number)),
              edit -> edit.addFrame(Map.of("width", number)),
              edit -> edit.config("a", "v", number),
              edit -> edit.addNode("b", "LogNode", Map.of("v", number)));
      for (Consumer<WorkflowEdit> edit : edits) {
        assertThat(refusal(LimitExceededException.class, twoNodes(""), edit))
            .hasMessage(
                "The number has 101 characters, over the limit number-length of 100"
                    + " [LIMIT_EXCEEDED]");
      }
    }
  }

  @Test
  void value_withTooManyLevels_isRefusedWithThoseAroundIt() {
    Object deep = 1;
    for (int i = 0; i < 495; i++) {
      deep = List.of(deep);
    }
    Object deepest = deep;

    assertThat(
            refusal(
                LimitExceededException.class, twoNodes(""), edit -> edit.variable("v", deepest)))
        .hasMessage(
            "The value has 496 levels, and up to 5 are around it, over the limit nesting of 500"
                + " [LIMIT_EXCEEDED]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"variables\":[{\"name\":\"keep\"}] | variable | an object (/variables)",
        "\"variables\":\"keep\"              | variable | an object (/variables)",
        "\"settings\":\"keep\"               | setting  | an object (/settings)",
        "\"frames\":{\"title\":\"keep\"}     | frame    | a list (/frames)",
      })
  void members_ofAnotherKind_areNotReplaced(String member, String kind, String reason) {
    String document = twoNodes("").replaceFirst("\\{", "{" + member + ",");
    Consumer<WorkflowEdit> change =
        switch (kind) {
          case "variable" -> edit -> edit.variable("v", 1);
          case "setting" -> edit -> edit.setting("s", 1);
          default -> edit -> edit.addFrame(Map.of());
        };

    WorkflowException refusal = refusal(InvalidWorkflowException.class, document, change);

    assertThat(refusal)
        .hasMessage("The edit would replace a value that is not " + reason + " [INVALID_TYPE]");
  }
}

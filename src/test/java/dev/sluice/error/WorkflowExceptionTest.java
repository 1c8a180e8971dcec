package dev.sluice.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

/** What a failure says after Java serialisation. */
class WorkflowExceptionTest {

  @Test
  void code_copyMadeBySerialisation_isKeptWithMessageAndSource() throws Exception {
    Finding finding =
        Finding.at(FindingCode.MALFORMED_JSON, "It is not JSON", "/nodes", new Place(1, 2, 1));
    WorkflowException original =
        new MalformedJsonException(finding, null).from("a.json", WorkflowException.only(finding));

    WorkflowException copy = copyOf(original);

    assertThat(copy)
        .isExactlyInstanceOf(MalformedJsonException.class)
        .hasMessage(original.getMessage());
    assertThat(copy.source()).isEqualTo("a.json");
    assertThat(copy.code()).isEqualTo(FindingCode.MALFORMED_JSON);
    assertThat(copy.finding()).isEqualTo(Finding.of(FindingCode.MALFORMED_JSON, copy.getMessage()));
    assertThat(copy.report()).isEqualTo(WorkflowException.only(copy.finding()));
  }

  private static WorkflowException copyOf(WorkflowException failure) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (WorkflowException) in.readObject();
    }
  }
}

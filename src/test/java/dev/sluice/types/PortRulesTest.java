package dev.sluice.types;

import static dev.sluice.model.DataType.ANY;
import static dev.sluice.model.DataType.BOOLEAN;
import static dev.sluice.model.DataType.EXEC;
import static dev.sluice.model.DataType.FLOAT;
import static dev.sluice.model.DataType.INTEGER;
import static dev.sluice.model.DataType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.DataType;
import dev.sluice.model.Port;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortRulesTest {

  private static final Map<DataType, Set<DataType>> FURTHER_TARGETS =
      Map.of(INTEGER, Set.of(FLOAT, STRING), FLOAT, Set.of(STRING), BOOLEAN, Set.of(STRING));

  @ParameterizedTest
  @CsvSource({
    "body, true, true",
    "completed, true, false",
    "done, true, false",
    "else, true, true",
    "exec, true, true",
    "exec_in, true, true",
    "exec_out, true, false",
    "false, true, true",
    "finish, true, false",
    "loop_body, true, true",
    "next, true, false",
    "on_error, true, true",
    "on_finally, true, true",
    "on_success, true, true",
    "then, true, true",
    "true, true, true",
    "TRUE, true, true",
    "Exec_In, true, true",
    "my_EXEC_port, true, false",
    "execution_time, true, false",
    "case_1, false, false",
    "try_body, false, false",
    "default, false, false",
    "value, false, false",
  })
  void isExecPort_name_isToldByTheName(String name, boolean exec, boolean execInput) {
    assertThat(PortRules.isExecPort(name)).isEqualTo(exec);
    assertThat(PortRules.isExecInputPort(name)).isEqualTo(execInput);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " exec_in", "exec_in\t", "\u00A0exec_in", "exec_in\u0085", "\u2003true"})
  void isExecPort_emptyOrWhitespaceAround_isFalse(String name) {
    assertThat(PortRules.isExecPort(name)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(DataType.class)
  void compatible_everyPair_followsTheTable(DataType source) {
    Set<DataType> targets = EnumSet.of(source, ANY);
    targets.addAll(FURTHER_TARGETS.getOrDefault(source, Set.of()));
    if (source == ANY) {
      targets = EnumSet.allOf(DataType.class);
    }

    for (DataType target : DataType.values()) {
      assertThat(PortRules.compatible(source, target))
          .as("%s to %s", source, target)
          .isEqualTo(targets.contains(target));
    }
  }

  @Test
  void connectable_executionAndData_neverMeet() {
    Port exec = Port.exec("branch_1");

    assertThat(PortRules.connectable(exec, Port.exec("exec_in"))).isTrue();
    assertThat(PortRules.connectable(exec, Port.any("value"))).isFalse();
    assertThat(PortRules.connectable(Port.any("value"), exec)).isFalse();
    assertThat(PortRules.compatible(EXEC, ANY)).isTrue();
  }

  @Test
  void connectable_dataPortWithTheNameOfAnExecPort_isData() {
    Port body = new Port("body", STRING, true);

    assertThat(PortRules.connectable(new Port("text", STRING, false), body)).isTrue();
    assertThat(PortRules.connectable(Port.exec("exec_out"), body)).isFalse();
  }
}

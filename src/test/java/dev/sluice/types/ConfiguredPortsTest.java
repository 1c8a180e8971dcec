package dev.sluice.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.DataType;
import dev.sluice.model.DynamicPorts;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredPortsTest {

  private final NodeRegistry registry = NodeRegistries.builtIn();

  @Test
  void outputs_switchWithCases_hasAnExecPortForEach() {
    NodeType type = find("SwitchNode");

    List<Port> outputs =
        ConfiguredPorts.outputs(type, Map.of("cases", List.of("red", "green", 3L, true)));

    assertThat(outputs)
        .startsWith(type.outputs().toArray(Port[]::new))
        .endsWith(
            Port.exec("case_red"),
            Port.exec("case_green"),
            Port.exec("case_3"),
            Port.exec("case_True"))
        .hasSize(6);
    assertThat(ConfiguredPorts.inputs(type, Map.of("cases", List.of("red"))))
        .isSameAs(type.inputs());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a, b ,,c | case_a case_b case_c",
        "[\"a\", \"b,c\", 2, 1.5, true, null] | case_a case_b,c case_2 case_1.5 case_True",
        "[ ] | ''",
        "[\"x\\u0041\\n\\\"\"] | 'case_xA\n\"'",
        "[a, b] | case_[a case_b]",
        "[\"a\", [1]] | case_[\"a\" case_[1]]",
        "[\"a | case_[\"a",
        "[\"\\u00 | case_[\"\\u00",
        "[-] | case_[-]",
      })
  void outputs_casesAsText_areReadAsJsonArrayOrCommaSeparated(String cases, String expected) {
    NodeType type = find("SwitchNode");
    String[] names = expected.isEmpty() ? new String[0] : expected.split(" ");

    assertThat(added(type, Map.of("cases", cases))).containsExactly(names);
  }

  @Test
  void outputs_forkWithBranchCount_isNumberedUpToIt() {
    NodeType type = find("ForkNode");

    assertThat(added(type, Map.of("branch_count", 4L))).containsExactly("branch_3", "branch_4");
    assertThat(added(type, Map.of("branch_count", "3"))).containsExactly("branch_3");
  }

  @Test
  void outputs_aiSwitch_hasASlugForEachOfTheFirstTenOptions() {
    NodeType type = find("AISwitchNode");

    assertThat(added(type, Map.of("options", List.of("Very Un-Likely", "A".repeat(30)))))
        .containsExactly("exec_very_un_likely", "exec_" + "a".repeat(20));
    assertThat(added(type, Map.of("options", "0,1,2,3,4,5,6,7,8,9,10,11"))).hasSize(10);
    assertThat(added(type, Map.of("options", List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11))))
        .hasSize(10);
  }

  @Test
  void outputs_configThatAddsNothing_areTheTypesOwnList() {
    NodeType fork = find("ForkNode");
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("branch_count", null);

    for (Map<String, Object> config :
        List.<Map<String, Object>>of(
            Map.of(),
            nothing,
            Map.of("branch_count", 2L),
            Map.of("branch_count", -5L),
            Map.of("branch_count", "many"),
            Map.of("branch_count", Double.NaN),
            Map.of("branch_count", List.of(3L)))) {
      assertThat(ConfiguredPorts.outputs(fork, config)).isSameAs(fork.outputs());
    }
    NodeType plain = find("IfNode");
    assertThat(ConfiguredPorts.outputs(plain, Map.of("cases", "a,b"))).isSameAs(plain.outputs());
  }

  @Test
  void outputs_configWithoutTheKey_followsTheTypesDefault() {
    NodeType fork = find("ForkNode");
    NodeType withoutBranches = withoutOutputs(fork);

    assertThat(added(withoutBranches, Map.of())).containsExactly("branch_1", "branch_2");
    assertThat(added(withoutBranches, Collections.singletonMap("branch_count", null))).isEmpty();
  }

  @Test
  void outputs_elementsOfNoUse_arePassedOver() {
    NodeType type = find("SwitchNode");
    List<Object> cases =
        Arrays.asList(
            "a", "a", null, "", "  ", List.of("b"), Map.of(), "y".repeat(124), "z".repeat(123));

    assertThat(added(type, Map.of("cases", cases)))
        .containsExactly("case_a", "case_" + "z".repeat(123));
  }

  @ParameterizedTest
  @ValueSource(strings = {"branch_count", "cases"})
  void outputs_hugeConfig_areBounded(String key) {
    NodeType fork = find("ForkNode");
    NodeType cases = find("SwitchNode");
    StringBuilder commas = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      commas.append(i).append(',');
    }

    if (key.equals("cases")) {
      assertThat(added(cases, Map.of(key, commas.toString()))).hasSize(100);
      assertThat(added(cases, Map.of(key, Collections.nCopies(1000, "a")))).hasSize(1);
    } else {
      assertThat(added(fork, Map.of(key, Long.MAX_VALUE))).hasSize(98);
      assertThat(added(fork, Map.of(key, 1e300))).hasSize(98);
    }
  }

  @Test
  void dynamicPorts_withoutBound_areRefused() {
    assertThatThrownBy(() -> rule(101, 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max must be from 1 to 100, was 101");
    assertThatThrownBy(() -> rule(0, 20)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rule(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static DynamicPorts rule(int max, int slugLength) {
    return new DynamicPorts(
        true, DynamicPorts.Kind.EACH, "k", "{slug}", 0, max, slugLength, DataType.EXEC);
  }

  private static List<String> added(NodeType type, Map<String, Object> config) {
    List<Port> all = ConfiguredPorts.outputs(type, config);
    return all.subList(type.outputs().size(), all.size()).stream().map(Port::name).toList();
  }

  private static NodeType withoutOutputs(NodeType type) {
    return new NodeType(
        type.name(),
        type.category(),
        type.inputs(),
        List.of(),
        List.of(),
        List.of(),
        type.properties(),
        type.configKeys(),
        type.dynamicPorts(),
        false,
        false,
        type.kind(),
        type.factory());
  }

  private NodeType find(String name) {
    return registry.find(name).orElseThrow();
  }
}

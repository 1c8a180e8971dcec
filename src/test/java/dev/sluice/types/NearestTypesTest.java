package dev.sluice.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.NodeType.Kind;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.registry.NodeRegistryBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTypesTest {

  private final NodeRegistry registry = NodeRegistries.builtIn();

  @ParameterizedTest
  @ValueSource(strings = {"LOGNODE", "Log", "log", "lognode", "LOG", "logNode", "LOGNode"})
  void of_otherCaseOrNoSuffix_isTheTypeAlone(String unknown) {
    assertThat(NearestTypes.of(unknown, registry)).containsExactly("LogNode");
  }

  @ParameterizedTest
  @CsvSource({
    "Swich, SwitchNode",
    "log_node, LogNode",
    "http_request, HttpRequestNode",
    "IfNod, IfNode",
    "LgNode, LogNode",
  })
  void of_misspeltType_beginsWithTheTypeMeant(String unknown, String meant) {
    assertThat(NearestTypes.of(unknown, registry)).first().isEqualTo(meant);
  }

  @Test
  void of_suffixThatTheTypeLacks_isTheType() {
    assertThat(NearestTypes.of("acmesendnode", with("AcmeSend", "acme")))
        .containsExactly("AcmeSend");
  }

  @Test
  void of_equalDistance_hasTheCategoryOfTheFirstWordFirst() {
    NodeRegistry hosts =
        with("AcmeBendNode", "z", "AcmeLendNode", "a", "AcmeSendNode", "z", "AcmeXNode", "z");

    assertThat(NearestTypes.of("AcmeTendNode", hosts))
        .containsExactly("AcmeBendNode", "AcmeSendNode", "AcmeLendNode");
  }

  @Test
  void of_twoCategoriesWithAsManyTypes_isAlphabetical() {
    NodeRegistry hosts = with("AcmeLendNode", "b", "AcmeSendNode", "a");

    assertThat(NearestTypes.of("AcmeTendNode", hosts))
        .containsExactly("AcmeLendNode", "AcmeSendNode");
  }

  @Test
  void of_anyAbstractType_givesCreatableTypesOnly() {
    List<String> types =
        registry.names().stream()
            .filter(name -> kind(name) == Kind.ABSTRACT)
            .flatMap(name -> NearestTypes.of(name, registry).stream())
            .toList();

    assertThat(types).isNotEmpty().allMatch(name -> kind(name) == Kind.CREATABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Node", "node", "Zzzzzzzz", "x"})
  void of_nothingNear_isEmpty(String unknown) {
    assertThat(NearestTypes.of(unknown, registry)).isEmpty();
  }

  private Kind kind(String name) {
    return registry.find(name).orElseThrow().kind();
  }

  private static NodeRegistry with(String... namesAndCategories) {
    NodeRegistryBuilder builder = NodeRegistries.builder();
    for (int i = 0; i < namesAndCategories.length; i += 2) {
      builder.add(
          NodeType.of(
              namesAndCategories[i],
              namesAndCategories[i + 1],
              List.of(),
              List.of(),
              NodeFactory.PLAIN));
    }
    return builder.build();
  }
}

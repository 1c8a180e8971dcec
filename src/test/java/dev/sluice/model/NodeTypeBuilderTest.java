package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeTypeBuilderTest {

  private static final NodeFactory OWN = definition -> () -> definition;

  @Test
  void build_nothingElse_isAnOpenTypeWithoutPorts() {
    assertThat(NodeType.builder("Acme").build())
        .isEqualTo(NodeType.of("Acme", "host", List.of(), List.of(), NodeFactory.PLAIN));
  }

  @Test
  void build_everything_hasIt() {
    DynamicPorts cases = DynamicPorts.outputOfEach("cases", "case_{slug}", DataType.EXEC);
    NodeType type =
        NodeType.builder("Acme")
            .category("acme")
            .exec()
            .input("a", DataType.ANY)
            .requiredInput("b", DataType.STRING)
            .output("c", DataType.LIST)
            .execOutput("failed")
            .property("d", "String")
            .requiredProperty("e", "integer")
            .property(PropertySpec.choice("f", "x", "y").withDefault("x"))
            .configKeys("g")
            .ports(cases)
            .openPorts()
            .factory(OWN)
            .build();

    assertThat(type)
        .isEqualTo(
            new NodeType(
                "Acme",
                "acme",
                List.of(Port.exec("exec_in"), Port.any("a"), new Port("b", DataType.STRING, true)),
                List.of(
                    Port.exec("exec_out"),
                    new Port("c", DataType.LIST, false),
                    Port.exec("failed")),
                List.of(),
                List.of(),
                List.of(
                    new PropertySpec("d", "string", false, Optional.empty(), List.of()),
                    new PropertySpec("e", "integer", true, Optional.empty(), List.of()),
                    new PropertySpec("f", "choice", false, Optional.of("x"), List.of("x", "y"))),
                Set.of("g"),
                List.of(cases),
                true,
                false,
                NodeType.Kind.CREATABLE,
                OWN));
  }

  @Test
  void openConfig_withProperties_acceptsOtherKeys() {
    NodeTypeBuilder builder = NodeType.builder("Acme").property("d", "string");

    assertThat(builder.build().knowsConfigKey("x")).isFalse();
    assertThat(builder.openConfig().build().knowsConfigKey("x")).isTrue();
  }

  @Test
  void names_blankOrTwice_areRefused() {
    NodeTypeBuilder builder = NodeType.builder("Acme").exec().property("d", "string");

    assertThatThrownBy(() -> NodeType.builder(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a type name must not be blank");
    assertThatThrownBy(builder::exec)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the type Acme has two inputs named exec_in");
    assertThatThrownBy(() -> builder.execOutput("exec_out"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the type Acme has two outputs named exec_out");
    assertThatThrownBy(() -> builder.property("d", "integer"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the type Acme has two properties named d");
  }

  @Test
  void withDefault_notJson_isRefused() {
    assertThatThrownBy(() -> PropertySpec.of("d", "any").withDefault(new Object()))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void definition_ofATypeAndConfig_isThatOfADocument() {
    NodeType type = NodeType.builder("Acme").exec().build();
    NodeDefinition node = NodeDefinition.of("a", type, Map.of("n", 1));

    assertThat(node.members())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("node_id", "a", "node_type", "Acme", "config", Map.of("n", 1L)));
    assertThat(node.config()).containsEntry("n", 1L);
    assertThat(node.inputs()).containsExactly(Port.exec("exec_in"));
    assertThat(node.declaredType()).isEqualTo("Acme");
  }
}

package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Migration;
import dev.sluice.model.NodeFactory;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostTypesTest {

  private static final NodeFactory OWN = definition -> () -> definition;

  @Test
  void add_newName_isFoundAndListed() {
    NodeType type = type("AcmeSendNode", "acme");
    NodeRegistry registry = NodeRegistries.builder().add(type).build();

    assertThat(registry.find("AcmeSendNode")).containsSame(type);
    assertThat(List.copyOf(registry.names())).hasSize(493).isSorted().contains("AcmeSendNode");
    assertThat(registry.categoryOf("AcmeSendNode")).contains("acme");
    assertThat(registry.loaded()).containsExactly(type);
  }

  @Test
  void add_builtInName_replacesIt() {
    NodeType type = type("IfNode", "acme");
    NodeRegistry registry = NodeRegistries.builder().add(type).build();

    assertThat(registry.find("IfNode")).containsSame(type);
    assertThat(registry.names()).hasSize(492);
  }

  @Test
  void add_sameNameTwice_theLaterWins() {
    NodeType later = type("AcmeNode", "later");
    NodeRegistry registry =
        NodeRegistries.builder()
            .add(new FakeProvider("AcmeNode"))
            .add(type("AcmeNode", "earlier"))
            .add(later)
            .build();

    assertThat(registry.find("AcmeNode")).containsSame(later);
  }

  @Test
  void add_placeholderOrBlankName_isRefused() {
    NodeRegistryBuilder builder = NodeRegistries.builder();

    assertThatThrownBy(() -> builder.add(NodeType.placeholder("X")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a placeholder cannot be added, was X");
    assertThatThrownBy(() -> builder.add(type(" ", "acme")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void factory_builtInType_keepsTheDescriptorAndOneInstance() {
    NodeRegistry registry = NodeRegistries.builder().factory("IfNode", OWN).build();
    NodeType plain = NodeRegistries.builtIn().find("IfNode").orElseThrow();

    assertThat(registry.categoryOf("IfNode")).contains("control_flow");
    assertThat(registry.isLoaded("IfNode")).isFalse();
    assertThat(registry.find("IfNode")).contains(plain.withFactory(OWN));
    assertThat(registry.find("IfNode").orElseThrow())
        .isSameAs(registry.find("IfNode").orElseThrow());
    assertThat(registry.find("SwitchNode").orElseThrow().factory()).isSameAs(NodeFactory.PLAIN);
  }

  @Test
  void factory_ofAProvider_isBoundToTheBuiltInType() {
    NodeRegistry registry =
        NodeRegistries.builder()
            .add(
                new FakeProvider("AcmeNode") {
                  @Override
                  public Map<String, NodeFactory> factories() {
                    return Map.of("IfNode", OWN);
                  }
                })
            .build();

    assertThat(registry.find("IfNode").orElseThrow().factory()).isSameAs(OWN);
  }

  @Test
  void factory_unknownType_isRefusedWithTheNearestNames() {
    NodeRegistryBuilder builder = NodeRegistries.builder().factory("IfNodes", OWN);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was IfNodes; nearest: [IfNode");
  }

  @Test
  void migration_ownOne_replacesTheBuiltInOne() {
    Migration own = new Migration("ReadFileNode", "AcmeReadNode", Map.of());

    assertThat(NodeRegistries.builder().migration(own).build().migration("ReadFileNode"))
        .contains(own);
  }

  @Test
  void withoutMigration_builtInOne_leavesTheTypeAsItIs() {
    NodeRegistry registry = NodeRegistries.builder().withoutMigration("ReadFileNode").build();

    assertThat(registry.migration("ReadFileNode")).isEmpty();
    assertThat(registry.find("ReadFileNode")).isPresent();
    assertThat(registry.migration("WriteFileNode")).isPresent();
  }

  @Test
  void build_calledTwice_givesRegistriesThatShareNothing() {
    NodeRegistryBuilder builder = NodeRegistries.builder().add(type("AcmeNode", "acme"));
    NodeRegistry first = builder.build();
    NodeRegistry second = builder.build();
    first.find("IfNode");

    assertThat(second.isLoaded("IfNode")).isFalse();
    assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
  }

  @Test
  void fingerprint_everyKindOfChange_differs() {
    Port port = Port.exec("exec_in");
    NodeProvider provider = new FakeProvider("AcmeNode");
    List<NodeRegistryBuilder> builders =
        List.of(
            NodeRegistries.builder(),
            NodeRegistries.builder().add(type("AcmeNode", "acme")),
            NodeRegistries.builder().add(type("AcmeNode", "other")),
            NodeRegistries.builder()
                .add(NodeType.of("AcmeNode", "acme", List.of(port), List.of(), NodeFactory.PLAIN)),
            NodeRegistries.builder()
                .add(NodeType.of("AcmeNode", "acme", List.of(), List.of(port), NodeFactory.PLAIN)),
            NodeRegistries.builder().add(type("AcmeNode", "acme").withFactory(OWN)),
            NodeRegistries.builder().factory("IfNode", OWN),
            NodeRegistries.builder().factory("IfNode", definition -> () -> definition),
            NodeRegistries.builder().add(provider),
            NodeRegistries.builder().add(new FakeProvider("AcmeNode")),
            NodeRegistries.builder().withoutMigration("ReadFileNode"),
            NodeRegistries.builder().migration(new Migration("A", "B", Map.of())));

    assertThat(builders)
        .extracting(builder -> builder.build().fingerprint())
        .doesNotHaveDuplicates();
    assertThat(NodeRegistries.builder().add(provider).build().fingerprint())
        .isEqualTo(builders.get(8).build().fingerprint());
  }

  @Test
  void names_result_cannotBeChanged() {
    for (NodeRegistry registry :
        List.of(
            NodeRegistries.builtIn(), NodeRegistries.builder().add(type("A", "acme")).build())) {
      Set<String> names = registry.names();

      assertThatThrownBy(() -> names.remove("IfNode"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  private static NodeType type(String name, String category) {
    return NodeType.of(name, category, List.of(), List.of(), NodeFactory.PLAIN);
  }
}

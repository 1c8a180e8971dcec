package dev.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.config.LoadListener.Running;
import dev.sluice.model.LoadSummary;
import dev.sluice.model.LoadSummary.Operation;
import dev.sluice.model.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What a host gives to a loader, by itself. */
class HostSettingsTest {

  private final List<String> heard = new ArrayList<>();

  @Test
  void policy_offAndOwn_haveTheirPatterns() {
    assertThat(SecurityPolicy.off().patterns()).isEmpty();
    assertThat(SecurityPolicy.standard().patterns()).contains("eval(");
    assertThat(new SecurityPolicy(List.of("rm "), Set.of("ShellNode")).exemptTypes())
        .containsExactly("ShellNode");
    assertThatThrownBy(() -> new SecurityPolicy(List.of("rm ", ""), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a pattern must not be empty");
  }

  @Test
  void rejects_byDefault_isTrue() {
    Rule rule =
        new Rule() {
          @Override
          public String name() {
            return "none";
          }

          @Override
          public void check(WorkflowDefinition workflow, Reports reports) {
            // allows everything
          }
        };

    assertThat(rule.rejects()).isTrue();
  }

  @Test
  void and_hostCode_isEnteredInOrderAndLeftInReverse() {
    LoadListener both = new Named("a").and(new Named("b"));

    Running load = both.started(Operation.LOAD, "x.json", Context.empty());
    load.enterHostCode().run();

    assertThat(heard).containsExactly("a enters", "b enters", "b leaves", "a leaves");
    assertThat(both.started(Operation.LOAD, "x.json")).isNotNull();
    assertThat(Running.until(end -> {}).enterHostCode()).isNotNull();
  }

  /** A listener that records the calls of host code. */
  private final class Named implements LoadListener {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public Consumer<LoadSummary> started(Operation operation, String source) {
      return end -> {};
    }

    @Override
    public Running started(Operation operation, String source, ContextView subscriber) {
      return new Running() {
        @Override
        public void ended(LoadSummary load) {
          // its end is not of interest here
        }

        @Override
        public Runnable enterHostCode() {
          heard.add(name + " enters");
          return () -> heard.add(name + " leaves");
        }
      };
    }
  }
}

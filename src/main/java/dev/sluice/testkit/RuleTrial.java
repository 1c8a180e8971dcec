package dev.sluice.testkit;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Rule;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Mono;

/** Runs a host's rule on a document, for tests of the rule. */
public final class RuleTrial {

  private RuleTrial() {}

  /**
   * The findings of a rule for a document, in document order.
   *
   * <p>Cold. The document is read with the default options and this rule. If no definition can be
   * built from it, the rule is not called and the Mono fails as {@link
   * WorkflowLoader#load(ByteSource)} does.
   *
   * @param json the document as a string
   */
  public static Mono<List<Finding>> findings(Rule rule, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Mono.using(
        () -> new Trial(rule),
        trial ->
            trial
                .loader
                .tryRead(ByteSource.of("trial", bytes))
                .flatMap(
                    read ->
                        trial.called
                            ? Mono.just(ofHostRules(read.report()))
                            : trial.loader.read(ByteSource.of("trial", bytes)).then(Mono.empty())),
        trial -> trial.loader.close(),
        false);
  }

  /** A loader with the rule, which records whether the rule has been called. */
  private static final class Trial implements Rule {
    private final Rule rule;
    private final WorkflowLoader loader = WorkflowLoader.builder().rule(this).build();
    private volatile boolean called;

    Trial(Rule rule) {
      this.rule = rule;
    }

    @Override
    public String name() {
      return rule.name();
    }

    @Override
    public boolean rejects() {
      return rule.rejects();
    }

    @Override
    public void check(WorkflowDefinition workflow, Reports reports) {
      called = true;
      rule.check(workflow, reports);
    }
  }

  private static List<Finding> ofHostRules(ValidationReport report) {
    return report.findings().stream()
        .filter(finding -> finding.code() == FindingCode.HOST_RULE)
        .toList();
  }
}

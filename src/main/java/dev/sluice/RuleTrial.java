package dev.sluice;

import dev.sluice.config.Rule;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
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
   * <p>Cold. The document is loaded with the default options and this rule. If it is rejected for
   * other reasons, the rule is not called and the Mono fails as {@link
   * WorkflowLoader#load(ByteSource)} does.
   *
   * @param json the document as a string
   */
  public static Mono<List<Finding>> findings(Rule rule, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return Mono.using(
        () -> WorkflowLoader.builder().rule(rule).build(),
        loader ->
            loader
                .tryRead(ByteSource.of("trial", bytes))
                .flatMap(
                    read ->
                        read.accepted()
                            ? Mono.just(ofHostRules(read.report()))
                            : loader.read(ByteSource.of("trial", bytes)).then(Mono.empty())),
        WorkflowLoader::close,
        false);
  }

  private static List<Finding> ofHostRules(ValidationReport report) {
    return report.findings().stream()
        .filter(finding -> finding.code() == FindingCode.HOST_RULE)
        .toList();
  }
}

package dev.sluice;

import dev.sluice.config.Rule;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reactor.core.publisher.Mono;

/** A try-out of a host's rule on a document, for the rule's own tests. */
public final class RuleTrial {

  private RuleTrial() {}

  /**
   * What a rule finds in a document, in document order.
   *
   * <p>Cold; the document is loaded with the defaults and this one rule. Fails like {@link
   * WorkflowLoader#load(ByteSource)} for a document that is rejected for other reasons, for the
   * rule has not seen it then.
   *
   * @param json the document as text
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

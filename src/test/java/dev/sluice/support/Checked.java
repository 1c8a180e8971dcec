package dev.sluice.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.WorkflowLoaderBuilder;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a loader finds in a {@link Marked} document. */
public final class Checked {

  private final Marked document;
  private final LoadResult result;

  private Checked(Marked document, LoadResult result) {
    this.document = document;
    this.result = result;
  }

  public static Checked lenient(String marked) {
    return with(loader -> loader, marked);
  }

  public static Checked strict(String marked) {
    return with(loader -> loader.profile(Profile.STRICT), marked);
  }

  /** Loads under certain limits, otherwise leniently. */
  public static Checked within(Limits limits, String marked) {
    return with(loader -> loader.limits(limits), marked);
  }

  /** Loads with the types of {@link Workflows#registry} and these options. */
  public static Checked with(UnaryOperator<WorkflowLoaderBuilder> options, String marked) {
    Marked document = Marked.of(marked);
    WorkflowLoaderBuilder builder = WorkflowLoader.builder().registry(Workflows.registry());
    try (WorkflowLoader loader = options.apply(builder).build()) {
      byte[] bytes = Workflows.bytes(document.text());
      return new Checked(document, loader.tryLoad(ByteSource.of("", bytes)).block());
    }
  }

  /** Asserts that the document is accepted. */
  public Checked accepted() {
    assertThat(result.accepted()).as("accepted, with %s", result.report()).isTrue();
    assertThat(result.schema()).isPresent();
    return this;
  }

  /** Asserts that the document is rejected. */
  public Checked rejected() {
    assertThat(result.accepted()).as("accepted, with %s", result.report()).isFalse();
    assertThat(result.schema()).isEmpty();
    return this;
  }

  /** Asserts that these are all findings, as {@link Marked#line} has them. */
  public Checked finds(String... lines) {
    assertThat(result.report().findings().stream().map(document::line)).containsExactly(lines);
    return this;
  }

  /** Asserts that these are all findings of a code. */
  public Checked finds(FindingCode code, String... lines) {
    assertThat(
            result.report().findings().stream()
                .filter(finding -> finding.code() == code)
                .map(document::line))
        .containsExactly(lines);
    return this;
  }

  public List<Finding> findings() {
    return result.report().findings();
  }

  public LoadResult result() {
    return result;
  }
}

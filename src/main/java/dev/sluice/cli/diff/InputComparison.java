package dev.sluice.cli.diff;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.Answers;
import dev.sluice.cli.answer.Input;
import dev.sluice.cli.diff.Compared.Outcome;
import dev.sluice.config.Limits;
import dev.sluice.diff.Fold;
import dev.sluice.diff.WorkflowDiff;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/** Loads two inputs and compares them: as workflows if both are, else line by line. */
public final class InputComparison {

  private final WorkflowLoader loader;
  private final Limits limits;
  private final Set<Fold> folds;
  private final int threads;

  /** A comparison with these limits for both inputs. */
  public InputComparison(WorkflowLoader loader, Limits limits, Set<Fold> folds, int threads) {
    this.loader = loader;
    this.limits = limits;
    this.folds = folds;
    this.threads = threads;
  }

  /** Compares two inputs under their names. */
  public Compared compare(Input before, Input after) {
    List<Answer> answers = read(before, after);
    return new Compared(before.name(), after.name(), outcome(answers.get(0), answers.get(1)));
  }

  /**
   * A version of a file.
   *
   * @param name its name in the repository
   * @param source its content; empty if the version does not have the file
   */
  public record Version(String name, Optional<ByteSource> source) {

    private Optional<Input> input() {
      return source.map(content -> new Input(name, content, false));
    }
  }

  /** Compares two versions of a file; the file may exist in only one of them. */
  public Compared compareVersions(Version before, Version after) {
    Optional<Input> old = before.input();
    Optional<Input> now = after.input();
    if (old.isPresent() && now.isPresent()) {
      return compare(old.get(), now.get());
    }
    Optional<Input> only = old.or(() -> now);
    return new Compared(
        before.name(),
        after.name(),
        only.isEmpty() ? new Compared.Unchanged() : onlyVersion(only.get(), now.isPresent()));
  }

  /** The outcome for a workflow that only one side has. */
  static Outcome only(WorkflowDefinition definition, boolean isAdded) {
    long nodes = // without those that the loader added
        definition.nodes().values().stream().filter(node -> !node.members().isEmpty()).count();
    return isAdded ? new Compared.FileAdded(nodes) : new Compared.FileRemoved(nodes);
  }

  private Outcome onlyVersion(Input only, boolean isAdded) {
    Answer answer = read(only).get(0);
    if (answer.definition().isPresent()) {
      return only(answer.definition().get(), isAdded);
    }
    try {
      PlainText text = PlainText.read(only.source(), limits);
      return new Compared.Text(
          reason(answer, text),
          isAdded ? UnifiedText.between("", text.text()) : UnifiedText.between(text.text(), ""));
    } catch (WorkflowException e) {
      return new Compared.Unreadable(named(only, e.finding()));
    }
  }

  /**
   * Compares two files that were found in directories; those that are foreign count as unchanged.
   */
  Compared compareFound(Input before, Input after) {
    List<Answer> answers = read(before, after);
    boolean foreign = answers.stream().allMatch(answer -> answer.report().foreign());
    return new Compared(
        before.name(),
        after.name(),
        foreign ? new Compared.Unchanged() : outcome(answers.get(0), answers.get(1)));
  }

  /**
   * Compares the two sides of a file with the markers of a merge conflict; empty if there are none.
   */
  public Optional<Compared> compareSides(Input conflicted) {
    PlainText text;
    try {
      text = PlainText.read(conflicted.source(), limits);
    } catch (WorkflowException e) {
      Outcome unreadable = new Compared.Unreadable(named(conflicted, e.finding()));
      return Optional.of(new Compared(conflicted.name(), conflicted.name(), unreadable));
    }
    return ConflictSides.of(text.text())
        .map(
            sides ->
                compare(
                    side(conflicted, "ours", sides.ourLabel(), sides.ours()),
                    side(conflicted, "theirs", sides.theirLabel(), sides.theirs())));
  }

  private static Input side(Input file, String which, String label, String text) {
    String name = which + (label.isEmpty() ? "" : " (" + label + ")");
    return new Input(file.name() + ":" + name, PlainText.source(name, text), false);
  }

  /** Reads inputs at the same time, without creating nodes. */
  List<Answer> read(Input... inputs) {
    try (Stream<Answer> answers = Answers.read(loader, Flux.fromArray(inputs), threads)) {
      return answers.toList();
    }
  }

  private Outcome outcome(Answer before, Answer after) {
    Optional<WorkflowDefinition> old = before.definition();
    Optional<WorkflowDefinition> now = after.definition();
    if (old.isPresent() && now.isPresent()) {
      return new Compared.Workflows(WorkflowDiff.between(old.get(), now.get(), folds));
    }
    for (Answer answer : List.of(before, after)) {
      if (!answer.readable()) {
        return new Compared.Unreadable(reason(answer));
      }
    }
    return text(before, after);
  }

  private Outcome text(Answer before, Answer after) {
    Answer refused = before.definition().isEmpty() ? before : after;
    try {
      PlainText old = PlainText.read(before.input().source(), limits);
      PlainText now = PlainText.read(after.input().source(), limits);
      PlainText itsText = before.definition().isEmpty() ? old : now;
      return new Compared.Text(
          reason(refused, itsText), UnifiedText.between(old.text(), now.text()));
    } catch (WorkflowException e) {
      return new Compared.Text(reason(refused, new PlainText("")), List.of(e.finding().message()));
    }
  }

  /** Why a document is not compared. */
  static String reason(Answer refused) {
    return refused.readable()
        ? reason(refused, new PlainText(""))
        : rejection(refused)
            .map(finding -> named(refused.input(), finding))
            .orElse(refused.input().name());
  }

  /** The message of a finding, preceded by the name of the input unless it contains it already. */
  private static String named(Input input, Finding finding) {
    return finding.code() == FindingCode.UNREADABLE
        ? finding.message()
        : input.name() + ": " + finding.message();
  }

  private static String reason(Answer refused, PlainText text) {
    String name = refused.input().name();
    if (text.isLfsPointer()) {
      return name + " is a pointer of Git LFS, not the file itself; fetch it with git lfs pull";
    }
    Optional<Finding> finding = rejection(refused);
    if (finding.isPresent() && finding.get().code() == FindingCode.MERGE_CONFLICT) {
      return name
          + " has an unresolved merge conflict; sluice diff "
          + name
          + " compares its sides";
    }
    return finding
        .map(
            found ->
                name
                    + found.place().map(place -> ":" + place).orElse("")
                    + " is rejected: "
                    + found.code()
                    + " "
                    + found.message())
        .orElse(name + " is rejected");
  }

  private static Optional<Finding> rejection(Answer answer) {
    return answer.report().findings().stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .findFirst();
  }
}

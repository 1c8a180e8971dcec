package dev.sluice.lint;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.locate.PlaceFinder;
import dev.sluice.locate.PlaceFinder.Located;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** Checks a workflow against the lint rules; immutable and thread-safe. */
public final class Linter {

  /** Templates and snippets have parameters that are not bound yet. */
  private static final Set<DocumentKind> CHECKED =
      Set.of(DocumentKind.WORKFLOW, DocumentKind.SCENARIO, DocumentKind.SUBFLOW);

  private static final List<LintRule> RULES =
      List.of(
          new SecretRule(),
          new VariableRules(),
          new ValueRules(),
          new NameRule(),
          new FlowRules(),
          new PairRules(),
          new NestingRule(),
          new OptInRules());

  /** The codes of the rules that are checked unless others are selected. */
  private static final Set<FindingCode> USUAL =
      Set.of(
          FindingCode.HARDCODED_SECRET,
          FindingCode.UNDEFINED_VARIABLE,
          FindingCode.UNUSED_VARIABLE,
          FindingCode.HARDCODED_DELAY,
          FindingCode.SUSPICIOUS_UNIT,
          FindingCode.UNBOUNDED_LOOP,
          FindingCode.UNSAFE_SWITCH,
          FindingCode.PERSONAL_PATH,
          FindingCode.PADDED_SELECTOR,
          FindingCode.STALE_RUN_STATE,
          FindingCode.DUPLICATE_NAME,
          FindingCode.EMPTY_CATCH,
          FindingCode.BROKEN_PAIR,
          FindingCode.LOOP_WITHOUT_BODY,
          FindingCode.IF_WITHOUT_BRANCH,
          FindingCode.RESOURCE_NOT_CLOSED,
          FindingCode.MANY_SOURCES,
          FindingCode.EXEC_FAN_OUT,
          FindingCode.BANNED_TYPE,
          FindingCode.MISSING_REFERENCE,
          FindingCode.REFERENCE_CYCLE);

  private final Limits limits;
  private final Predicate<FindingCode> selected;
  private final List<LintRule> rules;
  private final Optional<WorkflowReferences> references;

  /**
   * A linter.
   *
   * @param limits the limits of the loader that reads the documents
   */
  public Linter(Limits limits) {
    this(limits, USUAL::contains);
  }

  /**
   * A linter of some rules.
   *
   * @param selected whether findings with a code are wanted
   */
  public Linter(Limits limits, Predicate<FindingCode> selected) {
    this(limits, selected, RULES, Optional.empty());
  }

  private Linter(
      Limits limits,
      Predicate<FindingCode> selected,
      List<LintRule> rules,
      Optional<WorkflowReferences> references) {
    this.limits = limits;
    this.selected = selected;
    this.rules = rules.stream().filter(rule -> rule.codes().stream().anyMatch(selected)).toList();
    this.references = references;
  }

  /** A linter that also checks the references between the documents of a directory. */
  public Linter with(WorkflowReferences between) {
    return new Linter(limits, selected, rules, Optional.of(between));
  }

  /**
   * A linter that also finds nodes of types that are not allowed.
   *
   * @param types the types; only the first one that matches a node is reported
   */
  public Linter banning(List<BannedType> types) {
    List<LintRule> all = new ArrayList<>(rules);
    all.add(new BannedTypeRule(types));
    return new Linter(limits, selected, all, references);
  }

  /** Whether some findings of a file are about other files too. */
  public boolean hasReferences(Path file) {
    return references.isPresent() && references.get().concern(file);
  }

  /** The codes of the rules about several documents. */
  public static Set<FindingCode> codesOfReferences() {
    return Set.of(FindingCode.MISSING_REFERENCE, FindingCode.REFERENCE_CYCLE);
  }

  /** The codes of all rules. */
  public static Set<FindingCode> codes() {
    Set<FindingCode> codes = EnumSet.copyOf(codesOfReferences());
    codes.add(FindingCode.BANNED_TYPE);
    RULES.forEach(rule -> codes.addAll(rule.codes()));
    return codes;
  }

  /** The codes of the rules that are checked unless others are selected. */
  public static Set<FindingCode> usualCodes() {
    return USUAL;
  }

  /**
   * A report with the findings of the lint rules added, up to the limit on findings.
   *
   * <p>Cold. A document with findings is read a second time for their places, on the subscribing
   * thread.
   *
   * @param definition the definition in the source
   */
  public Mono<ValidationReport> added(
      ValidationReport report, ByteSource source, WorkflowDefinition definition) {
    return Mono.defer(
        () -> {
          List<Remark> remarks = remarks(definition, report, source.file());
          if (remarks.isEmpty()) {
            return Mono.just(report);
          }
          List<Remark> kept = remarks.subList(0, Math.min(remarks.size(), room(report)));
          return new PlaceFinder(definition, kept.stream().map(Remark::location).toList())
              .read(source, limits)
              .map(
                  places -> {
                    List<Finding> all = new ArrayList<>(report.findings());
                    for (Remark remark : kept) {
                      Located place = places.getOrDefault(remark.location(), Located.DOCUMENT);
                      all.add(remark.at(place));
                    }
                    all.sort(Finding.DOCUMENT_ORDER);
                    long omitted = report.omitted() + remarks.size() - kept.size();
                    return new ValidationReport(report.rejection(), all, omitted, report.foreign());
                  });
        });
  }

  private int room(ValidationReport report) {
    return (int) Math.max(0, limits.of(Limit.FINDINGS) - report.findings().size());
  }

  private List<Remark> remarks(
      WorkflowDefinition definition, ValidationReport report, Optional<Path> file) {
    List<Remark> remarks = new ArrayList<>();
    if (CHECKED.contains(definition.kind())) {
      LintedWorkflow workflow = new LintedWorkflow(definition, hasSpelledEnds(report));
      Consumer<Remark> wanted =
          remark -> {
            if (selected.test(remark.code())) {
              remarks.add(remark);
            }
          };
      rules.forEach(rule -> rule.check(workflow, wanted));
      if (references.isPresent() && file.isPresent()) {
        references.get().check(file.get(), wanted);
      }
    }
    return remarks;
  }

  /** Whether a note on the dialect is about a connection. */
  private static boolean hasSpelledEnds(ValidationReport report) {
    return report.findings().stream()
        .anyMatch(
            finding ->
                finding.code() == FindingCode.DIALECT
                    && finding.pointer().contains("/connections/"));
  }
}

package dev.sluice.cli;

import dev.sluice.cli.gate.CodeSelection;
import dev.sluice.cli.gate.FindingPolicy;
import dev.sluice.cli.gate.Settings;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that determine which findings are reported. */
@Command
final class CheckOptions {

  private static final List<String> SEVERITIES = List.of("error", "warning", "info");

  @Spec(Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--lint",
      description =
          "Also apply the lint rules, which look for readable secrets, unused or undefined"
              + " variables, times in the wrong unit and other likely mistakes.")
  private boolean lint;

  @Option(
      names = "--select",
      paramLabel = "CODE",
      split = ",",
      completionCandidates = Completions.Codes.class,
      description =
          "Report only these findings, such as UNKNOWN_*; lint stands for the lint rules.")
  private List<String> selected = new ArrayList<>();

  @Option(
      names = "--extend-select",
      paramLabel = "CODE",
      split = ",",
      completionCandidates = Completions.Codes.class,
      description = "Also report these findings.")
  private List<String> extended = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "CODE",
      split = ",",
      completionCandidates = Completions.Codes.class,
      description =
          "Ignore these findings. Errors of syntax, structure, limits and security"
              + " cannot be ignored.")
  private List<String> ignored = new ArrayList<>();

  @Option(
      names = "--severity",
      paramLabel = "CODE=SEVERITY",
      split = ",",
      description =
          "Give findings another severity: error, warning or info. A finding that becomes an error"
              + " causes a failure.")
  private List<String> severities = new ArrayList<>();

  @Option(
      names = "--min-severity",
      paramLabel = "error|warning|info",
      completionCandidates = Completions.FindingSeverities.class,
      description = "Ignore findings below this severity.")
  private @Nullable Severity least;

  /** The policy of the configuration, overridden by these options. */
  FindingPolicy policy(Settings settings) {
    try {
      Map<FindingCode, Severity> all = new EnumMap<>(FindingCode.class);
      all.putAll(settings.severities());
      severities.forEach(text -> putSeverity(text, all));
      return new FindingPolicy(
          new CodeSelection(lint).configured(settings).given(selected, extended, ignored),
          all,
          least == null ? Severity.INFO : least,
          settings);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private static void putSeverity(String text, Map<FindingCode, Severity> all) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("--severity takes CODE=SEVERITY, not " + text);
    }
    String name = text.substring(equals + 1).toLowerCase(Locale.ROOT);
    if (!SEVERITIES.contains(name)) {
      throw new IllegalArgumentException(
          "--severity takes error, warning or info as severity, not " + name);
    }
    Severity severity = Severity.valueOf(name.toUpperCase(Locale.ROOT));
    CodeSelection.changeable(text.substring(0, equals), severity)
        .forEach(code -> all.put(code, severity));
  }
}

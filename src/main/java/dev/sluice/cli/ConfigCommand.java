package dev.sluice.cli;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.gate.Exemption;
import dev.sluice.cli.gate.Settings;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.file.Unreadable;
import dev.sluice.lint.BannedType;
import dev.sluice.model.Severity;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the settings of the configuration, or its JSON Schema. */
@Command(
    name = "config",
    description = "Show which settings apply to a file, and where they come from.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice config --explain flows/invoice.json")
final class ConfigCommand implements Callable<Integer> {

  private static final String SCHEMA = "config.schema.json";

  private final Terminal terminal;

  @Mixin private ConfigOptions options = new ConfigOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--explain",
      paramLabel = "PATH",
      description = "Show the settings that validate uses for PATH.")
  private @Nullable String explained;

  @Option(names = "--schema", description = "Print the JSON Schema of .sluice.json.")
  private boolean schema;

  ConfigCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String path = explained;
    if (schema) {
      terminal.print(schema());
    } else if (path == null) {
      throw new ParameterException(spec.commandLine(), "Expected --explain PATH or --schema");
    } else {
      return explain(path, options.settings());
    }
    return ExitCode.ACCEPTED;
  }

  private static String schema() throws IOException {
    try (InputStream in = ConfigCommand.class.getResourceAsStream(SCHEMA)) {
      if (in == null) {
        throw new IllegalStateException("built without " + SCHEMA);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Prints the settings; they also apply to a file that does not exist yet. */
  private int explain(String name, Settings settings) throws IOException {
    boolean exists = Files.exists(path(name));
    terminal.print(explanation(name, exists, settings));
    if (!exists) {
      terminal.complain(Unreadable.message(name, "no such file"));
    }
    return exists ? ExitCode.ACCEPTED : ExitCode.UNREADABLE;
  }

  private String explanation(String name, boolean exists, Settings settings) {
    String from = settings.file().map(FileNames::shown).orElse("");
    StringBuilder lines = new StringBuilder();
    lines.append(from.isEmpty() ? "no configuration" : "configuration " + from).append('\n');
    line(lines, "profile", settings.profile().map(ConfigCommand::lower), "strict");
    line(lines, "limits", settings.limits(), "untrusted");
    line(lines, "maxSeverity", settings.maxSeverity().map(ConfigCommand::lower), "error");
    line(lines, "select", settings.select().map(ConfigCommand::joined), "all but lint rules");
    line(lines, "extendSelect", list(settings.extendSelect()), "");
    line(lines, "ignore", list(settings.ignore()), "");
    String severities =
        new TreeMap<>(settings.severities())
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + lower(entry.getValue()))
                .collect(Collectors.joining(", "));
    line(lines, "severity", Optional.of(severities).filter(text -> !text.isEmpty()), "");
    line(lines, "baseline", settings.baseline(), "");
    line(lines, "exclude", list(settings.exclude()), "");
    for (BannedType ban : settings.bannedTypes()) {
      String effect = " is " + article(ban.severity()) + " (" + Quote.safe(ban.reason()) + ")";
      line(lines, "bannedTypes", Optional.of(Quote.safe(ban.type()) + effect), "");
    }
    for (Exemption each : settings.exemptions()) {
      String note = each.appliesTo(name) ? "" : ": not for this file";
      line(lines, "overrides", Optional.of(each + note), "");
    }
    Optional<String> pattern = settings.excluded().match(path(name));
    lines.append(name).append(exists ? ": " : ": does not exist; would be ");
    lines.append(pattern.map(it -> "excluded by " + it).orElse("checked")).append('\n');
    return lines.toString();
  }

  private static String article(Severity severity) {
    return severity == Severity.WARNING ? "a warning" : "an " + lower(severity);
  }

  private Path path(String name) {
    try {
      return FileNames.path(name);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          spec.commandLine(), "Not a valid file name: " + name + ": " + e.getReason(), e);
    }
  }

  private static void line(
      StringBuilder lines, String name, Optional<String> configured, String standard) {
    if (configured.isPresent()) {
      lines.append("  ").append(name).append(" = ").append(configured.get()).append('\n');
    } else if (!standard.isEmpty()) {
      lines.append("  ").append(name).append(" = ").append(standard).append(" (default)\n");
    }
  }

  private static Optional<String> list(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(joined(values));
  }

  private static String joined(List<String> values) {
    return String.join(", ", values);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

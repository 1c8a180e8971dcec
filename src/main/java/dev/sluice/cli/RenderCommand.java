package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.Answers;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FindingText;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.answer.OutputFile;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.model.Finding;
import dev.sluice.model.Severity;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.render.WorkflowPicture;
import dev.sluice.render.WorkflowPicture.Theme;
import dev.sluice.text.Quantity;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Draws a workflow. */
@Command(
    name = "render",
    description = "Draw a workflow, with its findings on the nodes, as SVG, Mermaid or DOT.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice render flows/invoice.json -o invoice.svg")
final class RenderCommand implements Callable<Integer> {

  private static final int MOST_MERMAID_CHARACTERS = 50_000;
  private static final String THEME = "--theme";
  private static final String FORCE = "--force";

  private final Terminal terminal;

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      description = "The document, plain or compressed with gzip or zstd; - reads standard input.")
  private String file = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "The file to write; its extension sets the format: .svg, .mmd or .dot. An existing file"
              + " is replaced. Default: an SVG on standard output.")
  private @Nullable String output;

  @Option(
      names = "--to",
      paramLabel = "svg|mermaid|dot",
      completionCandidates = Completions.Pictures.class,
      description =
          "The format, if OUT has no extension that sets it; must not contradict the extension.")
  private @Nullable Format format;

  @Option(
      names = THEME,
      paramLabel = "auto|light|dark",
      completionCandidates = Completions.Themes.class,
      description = "The colours; auto (default) follows the viewer's colour scheme. Only for SVG.")
  private Theme theme = Theme.AUTO;

  @Option(
      names = "--layout",
      paramLabel = "stored|tidy|auto",
      completionCandidates = Completions.Layouts.class,
      description =
          "Where to draw nodes: at their stored positions (stored, default), there but with"
              + " overlapping nodes moved apart (tidy), or in layers (auto). Layers are also used"
              + " if positions are missing. Not for Mermaid.")
  private Layout layout = Layout.STORED;

  @Option(
      names = "--ports",
      paramLabel = "used|all",
      completionCandidates = Completions.PortChoices.class,
      description =
          "Which ports are drawn: those with a connection (default), or all. On a side without any"
              + " connection, the exec ports are drawn in both cases. Not for Mermaid.")
  private Ports ports = Ports.USED;

  @Option(
      names = FORCE,
      description = "Draw texts and ports even if there are more than 2,000 nodes. Only for SVG.")
  private boolean force;

  RenderCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The formats of pictures. */
  enum Format {
    SVG("SVG", ".svg"),
    MERMAID("Mermaid, which computes its own layout", ".mmd", "--layout", "--ports", THEME, FORCE),
    DOT("DOT", ".dot", THEME, FORCE);

    private final String title;
    private final String extension;

    /** The options that have no effect. */
    private final List<String> without;

    Format(String title, String extension, String... without) {
      this.title = title;
      this.extension = extension;
      this.without = List.of(without);
    }
  }

  /** Where nodes are. */
  enum Layout {
    STORED,
    TIDY,
    AUTO
  }

  /** Which ports are drawn. */
  enum Ports {
    USED,
    ALL
  }

  @Override
  public Integer call() throws IOException {
    Format chosen = format();
    refuseOptionsWithoutEffect(chosen);
    List<String> inputs = Inputs.of(spec.commandLine(), List.of(file));
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.loader(Profile.LENIENT, scheduler);
        Stream<Answer> answers =
            Answers.read(loader, Flux.just(Inputs.of(inputs.get(0), terminal.input(), false)), 1)) {
      Answer answer = answers.iterator().next();
      if (answer.definition().isPresent()) {
        WorkflowPicture picture = picture(answer.definition().get(), answer);
        write(picture, chosen);
        if (chosen != Format.MERMAID) { // Mermaid computes its own layout
          picture.reasonForLayers().ifPresent(reason -> explainLayers(answer, reason));
          warnOfOverlaps(answer, picture.overlaps());
        }
      } else {
        complain(answer);
      }
      options.printTime(terminal, answer);
      return ExitCode.of(answer);
    } finally {
      scheduler.dispose();
    }
  }

  private Format format() {
    String name = output;
    Format given = format;
    if (name == null || name.equals("-")) {
      return given == null ? Format.SVG : given;
    }
    for (Format each : Format.values()) {
      if (name.toLowerCase(Locale.ROOT).endsWith(each.extension)) {
        if (given != null && given != each) {
          throw contradiction(given, each, name);
        }
        return each;
      }
    }
    if (given == null) {
      throw new ParameterException(
          spec.commandLine(),
          "The format of \""
              + name
              + "\" is unknown: use the extension .svg, .mmd or .dot, or --to");
    }
    return given;
  }

  private ParameterException contradiction(Format given, Format ofName, String name) {
    return new ParameterException(
        spec.commandLine(),
        "--to "
            + given.name().toLowerCase(Locale.ROOT)
            + " contradicts \""
            + name
            + "\", whose extension stands for "
            + ofName.name().toLowerCase(Locale.ROOT)
            + ": omit --to, or use the extension "
            + given.extension);
  }

  private void refuseOptionsWithoutEffect(Format chosen) {
    for (String name : chosen.without) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw new ParameterException(
            spec.commandLine(), name + " has no effect on " + chosen.title + ": omit it");
      }
    }
  }

  private WorkflowPicture picture(WorkflowDefinition definition, Answer answer) {
    WorkflowPicture picture = WorkflowPicture.of(definition, answer.report()).withTheme(theme);
    picture =
        switch (layout) {
          case STORED -> picture;
          case TIDY -> picture.tidied();
          case AUTO -> picture.inLayers();
        };
    picture = ports == Ports.ALL ? picture.withAllPorts() : picture;
    return force ? picture.detailed() : picture;
  }

  private void explainLayers(Answer answer, String reason) {
    terminal.complain(
        Quote.safe(answer.input().name())
            + ": nodes are drawn in layers, not at their stored positions, because "
            + reason);
  }

  private void warnOfOverlaps(Answer answer, int overlaps) {
    if (overlaps > 0) {
      terminal.complain(
          Quote.safe(answer.input().name())
              + ": "
              + Quantity.grouped(overlaps, "node")
              + (overlaps == 1 ? " overlaps another" : " overlap others")
              + " at the stored positions; --layout tidy moves them apart");
    }
  }

  private void complain(Answer answer) {
    FindingText text = new FindingText(Paint.OFF);
    for (Finding finding : answer.report().findings()) {
      if (finding.severity() == Severity.ERROR) {
        text.of(answer.input().name(), finding).lines().forEach(terminal::complain);
      }
    }
  }

  private void write(WorkflowPicture picture, Format chosen) throws IOException {
    StringBuilder text = new StringBuilder();
    switch (chosen) {
      case SVG -> picture.writeSvg(text);
      case MERMAID -> picture.writeMermaid(text);
      case DOT -> picture.writeDot(text);
    }
    if (chosen == Format.MERMAID) {
      warnOfLimits(text);
    }
    String name = output;
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (name == null || name.equals("-")) {
      terminal.results().write(bytes);
      terminal.results().flush();
      return;
    }
    try {
      OutputFile.of(name).write(List.of(ByteBuffer.wrap(bytes)).iterator(), () -> false);
    } catch (InvalidPathException e) {
      throw new IOException("cannot write \"" + name + "\": " + e.getReason(), e);
    }
  }

  private void warnOfLimits(CharSequence text) {
    long connections =
        text.toString().lines().filter(line -> line.matches(" {2}n\\d+ (==>|-\\.->).*")).count();
    if (connections > WorkflowPicture.MOST_MERMAID_CONNECTIONS
        || text.length() > MOST_MERMAID_CHARACTERS) {
      terminal.complain(
          "Mermaid draws at most 500 connections and 50,000 characters unless maxEdges and"
              + " maxTextSize are configured; this diagram has "
              + connections
              + " and "
              + text.length());
    }
  }
}

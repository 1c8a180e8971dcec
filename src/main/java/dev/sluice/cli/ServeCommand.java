package dev.sluice.cli;

import dev.sluice.WorkflowLoader;
import dev.sluice.cli.answer.ExitCode;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.Inputs;
import dev.sluice.cli.report.ProgramVersion;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.config.Profile;
import dev.sluice.web.BrowserServer;
import dev.sluice.web.LoadTimings;
import dev.sluice.web.WorkflowBrowser;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.DisposableServer;

/** Serves the workflow browser until the program is interrupted. */
@Command(
    name = "serve",
    description = "Show the workflows of a directory tree in a web browser, until interrupted.",
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = "  sluice serve flows")
final class ServeCommand implements Callable<Integer> {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int FIRST_PORT = 7917;
  private static final int LAST_PORT = 7936;
  private static final int TOKEN_BYTES = 32;
  private static final Pattern PLACE = Pattern.compile("(.+):(\\d{1,9})");

  private final Terminal terminal;

  @Mixin private LoaderOptions options = new LoaderOptions();
  @Mixin private TreeOptions tree = new TreeOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The directory to show.")
  private String directory = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "The port; by default the first free one from 7917 to 7936. 0 uses any free port.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description =
          "Bind to the address of this host name, so that other machines can connect by this name"
              + " (default: this machine only).")
  private @Nullable String host;

  @Option(
      names = "--no-token",
      description =
          "Show the workflows to every user of this machine, without the token in the link.")
  private boolean open;

  @Option(
      names = "--open",
      paramLabel = "FILE[:LINE]",
      description =
          "Print the link to this file in DIR, or to a line of it, not the link to the list.")
  private @Nullable String shown;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Inputs.of(spec.commandLine(), List.of(directory));
    if (!Inputs.isDirectory(directory)) {
      terminal.complain(
          "Not a directory that can be read: " + FileNames.shown(FileNames.path(directory)));
      return ExitCode.UNREADABLE;
    }
    Integer wanted = port;
    if (wanted != null && (wanted < 0 || wanted > 65_535)) {
      throw new ParameterException(spec.commandLine(), "--port must be a number from 0 to 65535");
    }
    String address = address();
    Optional<Target> target = Optional.ofNullable(shown).map(this::target);
    LoadTimings timings = new LoadTimings();
    Scheduler scheduler = options.scheduler();
    try (WorkflowLoader loader = options.measuredLoader(Profile.LENIENT, scheduler, timings)) {
      WorkflowBrowser.Builder browser =
          WorkflowBrowser.builder(loader, FileNames.path(directory))
              .limits(options.limits())
              .timings(timings)
              .scan(tree.scan(options).build());
      String name = host;
      if (name != null) {
        browser.host(name);
      }
      String token = open ? "" : token();
      if (!open) {
        browser.token(token);
      }
      try (WorkflowBrowser built = browser.build()) {
        serve(
            BrowserServer.of(built).address(address),
            fragment(token, target.map(each -> each.fragment(built))));
      }
    } finally {
      scheduler.dispose();
    }
    return ExitCode.INTERRUPTED;
  }

  /** A file that the link leads to, and perhaps a line of it. */
  private record Target(Path file, Optional<String> line) {
    String fragment(WorkflowBrowser browser) {
      String graph = browser.fragmentOf(file);
      return line.map(number -> graph.replaceFirst("graph$", "source?L=" + number)).orElse(graph);
    }
  }

  private Target target(String wanted) {
    Matcher place = PLACE.matcher(wanted);
    Path whole = FileNames.path(wanted);
    Target target =
        Files.exists(whole) || !place.matches()
            ? new Target(whole, Optional.empty())
            : new Target(FileNames.path(place.group(1)), Optional.of(place.group(2)));
    Path tree = FileNames.path(directory);
    Path inside =
        tree.toAbsolutePath().normalize().relativize(target.file().toAbsolutePath().normalize());
    if (inside.startsWith("..") || !Files.isRegularFile(target.file())) {
      throw new ParameterException(
          spec.commandLine(), "--open must name a file in " + directory + ", not " + wanted);
    }
    return new Target(tree.resolve(inside), target.line());
  }

  private static String fragment(String token, Optional<String> target) {
    String start = token.isEmpty() ? "" : "#t=" + token;
    return target
        .map(fragment -> start.isEmpty() ? "#" + fragment : start + "&" + fragment)
        .orElse(start);
  }

  /** The address to bind to. */
  private String address() {
    String name = host;
    if (name == null) {
      return LOOPBACK;
    }
    if (open) {
      throw new ParameterException(spec.commandLine(), "--no-token and --host cannot be combined");
    }
    try {
      InetAddress address = InetAddress.getByName(name);
      if (address.isAnyLocalAddress()) {
        throw new ParameterException(
            spec.commandLine(), "--host must be a name or address of this machine, not a wildcard");
      }
      return address.getHostAddress();
    } catch (UnknownHostException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--host " + name + " cannot be resolved; use a name or address of this machine",
          e);
    }
  }

  private void serve(BrowserServer server, String fragment) throws IOException {
    DisposableServer bound = bound(server);
    try {
      String name = host == null ? LOOPBACK : host;
      terminal.print("http://%s:%d/%s%n".formatted(name, bound.port(), fragment));
      terminal.results().flush();
      terminal.complain(
          "Serving " + FileNames.shown(FileNames.path(directory)) + "; stop with Ctrl+C");
      bound.onDispose().block();
    } finally {
      bound.disposeNow();
    }
  }

  private DisposableServer bound(BrowserServer server) throws IOException {
    Integer wanted = port;
    int last = wanted == null ? LAST_PORT : wanted;
    for (int each = wanted == null ? FIRST_PORT : wanted; ; each++) {
      try {
        return started(server.port(each).bind());
      } catch (RuntimeException e) {
        if (!(e.getCause() instanceof BindException)) {
          throw e;
        }
        if (each == last) {
          throw new IOException(
              wanted == null
                  ? "all ports from "
                      + FIRST_PORT
                      + " to "
                      + LAST_PORT
                      + " are in use; choose another one with --port"
                  : "port "
                      + wanted
                      + " is in use or not permitted; choose another one with --port",
              e);
        }
      }
    }
  }

  private static DisposableServer started(Mono<? extends DisposableServer> binding) {
    DisposableServer server = binding.block();
    if (server == null) {
      throw new IllegalStateException("the server did not start");
    }
    return server;
  }

  private static String token() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}

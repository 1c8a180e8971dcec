package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.support.Workflows;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server as a command: its link, its token, and how it ends. */
class ServeCommandTest {

  @TempDir private Path directory;

  @Test
  void serve_directory_printsLinkWithToken() throws Exception {
    CliRun.file(directory, "flow.json", Workflows.chain(1));
    try (Running running = new Running(directory, "--port", 0)) {
      assertThat(running.link).matches("http://127\\.0\\.0\\.1:\\d+/#t=[A-Za-z0-9_-]{43}");
      String address = running.link.replaceFirst("#.*", "api/workflows");
      String token = running.link.replaceFirst(".*#t=", "");

      assertThat(get(address, token).body()).contains("\"path\":\"flow.json\"");
      assertThat(get(address, "other").statusCode()).isEqualTo(401);
      assertThat(running.end()).isEqualTo(130);
    }
  }

  @Test
  void serve_withoutToken_needsNone() throws Exception {
    try (Running running = new Running(directory, "--no-token", "--port", 0)) {
      assertThat(running.link).matches("http://127\\.0\\.0\\.1:\\d+/");
      assertThat(get(running.link + "api/types", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void serve_openFile_printsLinkToIt() throws Exception {
    String file = CliRun.file(directory, "flow.json", Workflows.chain(1)).toString();
    String id = "/w/[A-Za-z0-9_-]{22}";

    try (Running running = new Running(directory, "--port", 0, "--no-token", "--open", file)) {
      assertThat(running.link).matches("http://127\\.0\\.0\\.1:\\d+/#" + id + "/graph");
      String address = running.link.replaceFirst("#/w/(.*)/graph", "api/workflows/$1/skeleton");
      assertThat(get(address, "").body()).contains("\"nodeCount\":2");
    }
    try (Running running = new Running(directory, "--port", 0, "--open", file + ":12")) {
      assertThat(running.link).matches(".*/#t=[\\w-]{43}&" + id + "/source\\?L=12");
    }
  }

  @Test
  void serve_portInUse_isUnreadable() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CliRun run = CliRun.of("serve", directory, "--port", taken.getLocalPort());

      assertThat(run.exit()).isEqualTo(3);
      assertThat(run.err())
          .isEqualTo(
              "sluice serve: port "
                  + taken.getLocalPort()
                  + " is in use or not permitted; choose another one with --port"
                  + System.lineSeparator());
    }
  }

  @Test
  void serve_missingDirectory_isUnreadable() {
    CliRun run = CliRun.of("serve", directory.resolve("gone"));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).startsWith("Not a directory that can be read: ");
  }

  @ParameterizedTest
  @CsvSource({
    "--host 127.0.0.1 --no-token,      --no-token and --host cannot be combined",
    "--host 0.0.0.0,                   '--host must be a name or address of this machine, not a"
        + " wildcard'",
    "--open pom.xml,                   '--open must name a file in '",
    "--port 70000,                     --port must be a number from 0 to 65535"
  })
  void serve_optionsThatExposeOrExclude_areUsageErrors(String options, String message) {
    Object[] arguments = ("serve " + directory + " " + options).split(" ");

    CliRun run = CliRun.of(arguments);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith(message);
  }

  private static HttpResponse<String> get(String address, String token) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** The command on a separate thread, up to its link. */
  private static final class Running implements AutoCloseable {
    private final FutureTask<Integer> run;
    private final Thread thread;
    private final String link;

    Running(Path directory, Object... options) throws IOException {
      PipedInputStream printed = new PipedInputStream();
      PipedOutputStream out = new PipedOutputStream(printed);
      Terminal terminal =
          new Terminal(
              new ByteArrayInputStream(new byte[0]),
              out,
              new ByteArrayOutputStream(),
              Paint.OFF,
              false);
      String[] arguments = new String[options.length + 2];
      arguments[0] = "serve";
      arguments[1] = directory.toString();
      for (int i = 0; i < options.length; i++) {
        arguments[i + 2] = options[i].toString();
      }
      run = new FutureTask<>(() -> Main.run(terminal, arguments));
      thread = new Thread(run, "serve");
      thread.start();
      link = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8)).readLine();
    }

    int end() throws Exception {
      thread.interrupt();
      return run.get(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join(20_000);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}

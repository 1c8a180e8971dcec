package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.support.PrintedLogs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.DisposableServer;

/** What the log of a server shows, at the level that shows all, in a process of its own. */
class ServerLogTest {

  private static final int REQUESTS = 1_000;
  private static final String TOKEN = "t0k3n-of-the-server";

  @TempDir private Path folder;

  @Test
  void requests_malformed_leaveFewLinesAndNoToken() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dslf4j.provider=" + PrintedLogs.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName(),
                Files.createDirectory(folder.resolve("tree")).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertThat(lines).last().isEqualTo("answered " + REQUESTS + " requests");
    assertThat(lines).filteredOn(line -> line.matches("(INFO|WARN|ERROR) .*")).hasSizeLessThan(10);
    assertThat(lines).anyMatch(line -> line.startsWith("DEBUG dev.sluice.web"));
    assertThat(lines).noneMatch(line -> line.startsWith("DEBUG dev.") && line.contains(TOKEN));
  }

  /** A server that gets requests which are not HTTP, or not its own. */
  static final class Host {
    private Host() {}

    public static void main(String[] arguments) throws IOException {
      Random random = new Random(1);
      int answered = 0;
      try (WorkflowLoader loader = WorkflowLoader.create()) {
        DisposableServer server =
            BrowserServer.of(
                    WorkflowBrowser.builder(loader, Path.of(arguments[0])).token(TOKEN).build())
                .bind()
                .block();
        for (int i = 0; i < REQUESTS; i++) {
          send(server.port(), malformed(i, random));
          answered++;
        }
        server.disposeNow();
      }
      System.out.println("answered " + answered + " requests");
    }

    private static byte[] malformed(int kind, Random random) {
      String end = "\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n";
      String request =
          switch (kind % 9) {
            case 8 -> "GET / HTTP/1.1\r\nHost: ::1:80\r\n\r\n";
            case 0 -> "GET / HTTP/9.9" + end;
            case 1 -> "GET /%zz HTTP/1.1" + end;
            case 2 -> "GET /" + "a".repeat(3_000) + " HTTP/1.1" + end;
            case 3 -> "GET / HTTP/1.1\r\nX: " + "a".repeat(5_000) + end;
            case 4 -> "POST /api/validate HTTP/1.1\r\nContent-Length: x" + end;
            case 5 -> "POST /api/validate HTTP/1.1\r\nTransfer-Encoding: chunked" + end + "zz\r\n";
            case 6 -> "GET / HTTP/1.1\r\nbroken header" + end;
            default -> "";
          };
      byte[] bytes = request.getBytes(StandardCharsets.ISO_8859_1);
      if (bytes.length == 0) {
        bytes = new byte[200];
        random.nextBytes(bytes);
      }
      return bytes;
    }

    /** Sends bytes and reads what comes back until the server or this end has enough. */
    private static void send(int port, byte[] bytes) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        socket.getInputStream().readAllBytes();
      } catch (SocketException e) {
        // the server may close a connection while it is still written to
      }
    }
  }
}

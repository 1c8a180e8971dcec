package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.support.Workflows;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workflow browser under mixed load for as long as the property {@code sluice.soak.seconds} says:
 * sound requests, malformed ones, clients that leave and files that change. No request is answered
 * with an internal error, and no buffer is left. {@code mvn -Psoak test} runs it.
 */
class ServerSoak {

  private static final Duration TIME = Duration.ofSeconds(Long.getLong("sluice.soak.seconds", 600));
  private static final int MOST_STATUS = 500;

  @TempDir private Path directory;
  private final Random random = new Random(1);

  @Test
  void requests_mixed_areAnsweredAndLeaveNoBuffer() throws Exception {
    long requests = 0;
    ServedTree served = new ServedTree(directory);
    try {
      for (int i = 0; i < 50; i++) {
        served.with("f" + i + ".json", Workflows.chain(i));
      }
      long end = System.nanoTime() + TIME.toNanos();
      while (System.nanoTime() < end) {
        request(served);
        requests++;
      }
    } finally {
      served.close();
    }
    System.out.printf("%,d requests in %s%n", requests, TIME);

    assertThat(requests).isPositive();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  private void request(ServedTree served) throws Exception {
    String name = "f" + random.nextInt(50) + ".json";
    String path = "/api/workflows/" + Library.idOf(name);
    switch (random.nextInt(6)) {
      case 0 -> Files.writeString(directory.resolve(name), Workflows.chain(random.nextInt(60)));
      case 1 -> leave(served, path);
      case 2 ->
          assertThat(served.raw("GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
              .startsWith("HTTP/1.1 4");
      default -> {
        List<String> paths =
            List.of(
                path,
                path + "/skeleton",
                path + "/findings",
                path + "/source",
                path + "/svg",
                "/api/workflows",
                "/api/types",
                "/api/search?q=type:LogNode",
                "/");
        assertThat(served.get(paths.get(random.nextInt(paths.size()))).statusCode())
            .isLessThan(MOST_STATUS);
      }
    }
  }

  /** A client that leaves after the first byte of its answer, or before. */
  private void leave(ServedTree served, String path) throws IOException {
    try (Socket socket = served.connect()) {
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nAuthorization: Bearer %s\r\n\r\n"
              .formatted(path, served.port(), ServedTree.TOKEN);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      if (random.nextBoolean()) {
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
    }
  }
}

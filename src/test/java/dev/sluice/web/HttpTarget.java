package dev.sluice.web;

import static dev.sluice.fuzz.FuzzTarget.require;

import dev.sluice.fuzz.FuzzTarget;
import dev.sluice.support.Workflows;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client sends to a workflow browser before it closes its half of the connection, of any
 * bytes: all answers have a status below 500 or the ones of a limit, none shows a path of the
 * server or the content of another file, and the next client is served.
 */
public final class HttpTarget implements FuzzTarget {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})");
  private static final String OUTSIDE = "content of a file outside";

  private final Path folder;
  private final ServedTree served;

  public HttpTarget() throws IOException {
    folder = Files.createTempDirectory("fuzz-http");
    Files.writeString(folder.resolve("outside.json"), OUTSIDE);
    Path tree = Files.createDirectory(folder.resolve("tree"));
    served =
        new ServedTree(tree)
            .with("a.json", Workflows.chain(2))
            .with("flows/b.json", Workflows.chain(1));
  }

  @Override
  public void accept(byte[] input) throws Exception {
    String answer = answer(input);
    Matcher status = STATUS.matcher(answer);
    while (status.find()) {
      int code = Integer.parseInt(status.group(1));
      require(code < 500 || code == 501 || code == 503 || code == 505, answer);
    }
    require(!answer.contains(folder.toString()), "a path of the server: " + answer);
    require(!answer.contains(OUTSIDE), "another file: " + answer);
    if (input.length % 16 == 0) {
      require(served.get("/api/types/Step").statusCode() == 200, "the next client is refused");
    }
  }

  private String answer(byte[] input) throws IOException {
    try (Socket socket = served.connect()) {
      socket.getOutputStream().write(input);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      return ""; // the server closed the connection before it had read everything
    }
  }

  @Override
  public void close() throws IOException {
    served.close();
    Files.delete(folder.resolve("tree/a.json"));
    Files.delete(folder.resolve("tree/flows/b.json"));
    Files.delete(folder.resolve("tree/flows"));
    Files.delete(folder.resolve("tree"));
    Files.delete(folder.resolve("outside.json"));
    Files.delete(folder);
  }
}

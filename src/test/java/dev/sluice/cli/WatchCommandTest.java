package dev.sluice.cli;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.json;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.terminal.Paint;
import dev.sluice.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {

  private static final String OLD = flow("1", 0);
  private static final String NEW = flow("2", 40);

  @TempDir private Path directory;

  private static String flow(String message, int x) {
    return workflow(
        START
            + ","
            + json(
                "'log':{'node_id':'log','node_type':'LogNode','config':{'message':'%s'},'position':[%d,0]}"
                    .formatted(message, x)));
  }

  /** Changes files. */
  private interface Action {
    void run() throws IOException;
  }

  /**
   * Runs the command: each action follows the output that it waits for, the last one is the end.
   */
  private final class Watched extends ByteArrayOutputStream {

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> awaited;
    private final List<Action> actions;
    private final ByteArrayOutputStream errors =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (toString(StandardCharsets.UTF_8).contains(complaint)) {
              complaint = "\0";
              act(onComplaint);
            }
          }
        };
    private int next;
    private String complaint = "\0"; // nothing that is complained about
    private Action onComplaint = () -> {};

    Watched(List<String> awaited, List<Action> actions) {
      this.awaited = awaited;
      this.actions = actions;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      while (next < awaited.size()
          && toString(StandardCharsets.UTF_8).contains(awaited.get(next))) {
        if (next == actions.size()) {
          over.countDown();
        } else {
          act(actions.get(next));
        }
        next++;
      }
    }

    private void act(Action action) {
      try {
        action.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    List<String> run(String... options) {
      InputStream input =
          new InputStream() {
            @Override
            public int read() throws IOException {
              try {
                over.await();
              } catch (InterruptedException e) {
                throw new InterruptedIOException();
              }
              return -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
              return read();
            }
          };
      Terminal terminal = new Terminal(input, this, errors, Paint.OFF, false);
      String[] arguments = new String[options.length + 3];
      System.arraycopy(options, 0, arguments, 1, options.length);
      arguments[0] = "watch";
      arguments[options.length + 1] = "--until-eof";
      arguments[options.length + 2] = directory.toString();
      assertThat(Main.run(terminal, arguments)).isZero();
      return toString(StandardCharsets.UTF_8)
          .replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d ", "")
          .replace(directory.toString() + "/", "")
          .replace(directory.toString(), "DIRECTORY")
          .lines()
          .toList();
    }
  }

  @Test
  void watch_changes_areALineEach() {
    CliRun.file(directory, "a.json", OLD);
    Watched watched =
        new Watched(
            List.of("ready", "changed", "renamed", "removed", "c.json:"),
            List.of(
                () -> Files.writeString(directory.resolve("a.json"), NEW),
                () -> Files.move(directory.resolve("a.json"), directory.resolve("b.json")),
                () -> Files.delete(directory.resolve("b.json")),
                () -> Files.writeString(directory.resolve("c.json"), "{\"nodes\": {\"a\": 1}}")));

    assertThat(watched.run())
        .containsExactly(
            "ready     1 workflow, 0 rejected",
            "changed   a.json  ~log config.message \"1\" > \"2\"; 1 node moved",
            "renamed   a.json > b.json",
            "removed   b.json",
            "rejected  c.json:1:17  INVALID_TYPE A node must be an object, not a number");
  }

  /** A file that is accepted again is not just a file that has changed. */
  @Test
  void watch_rejectedFileIsRepaired_saysThatItIsAccepted() {
    CliRun.file(directory, "a.json", OLD);
    CliRun.file(directory, "b.json", "{\"nodes\": 1}");
    Watched watched =
        new Watched(
            List.of("ready", "b.json  2 nodes", "a.json:1:11", "a.json  2 nodes"),
            List.of(
                () -> Files.writeString(directory.resolve("b.json"), OLD),
                () -> Files.writeString(directory.resolve("a.json"), "{\"nodes\": 2}"),
                () -> Files.writeString(directory.resolve("a.json"), NEW)));

    String invalid = ":1:11  INVALID_TYPE \"nodes\" must be an object or a list, not a number";
    assertThat(watched.run())
        .containsExactly(
            "rejected  b.json" + invalid,
            "ready     1 workflow, 1 rejected",
            "accepted  b.json  2 nodes",
            "rejected  a.json" + invalid,
            "accepted  a.json  2 nodes");
  }

  @Test
  void watch_validateRejectedFile_printsTheRejectionOnce() {
    String unknown = node("b", "LgNode");
    CliRun.file(directory, "a.json", json("{'nodes':{" + unknown + ",'c':1}}"));

    assertThat(new Watched(List.of("ready"), List.of()).run("--validate"))
        .containsExactly(
            "rejected  a.json:1:68  INVALID_TYPE A node must be an object, not a number"
                + " (+1 error)",
            "  a.json:1:1: warning MISSING_NAME The document has no metadata with a name",
            "  a.json:1:42: error UNKNOWN_NODE_TYPE No node type is called \"LgNode\""
                + " (/nodes/b/node_type)",
            "ready     0 workflows, 1 rejected");
  }

  @Test
  void watch_json_numbersTheChanges() {
    CliRun.file(directory, "a.json", OLD);
    Watched watched =
        new Watched(
            List.of("\"ready\"", "\"changed\""),
            List.of(() -> Files.writeString(directory.resolve("a.json"), NEW)));

    assertThat(watched.run("--json"))
        .containsExactly(
            json(
                "{'seq':1,'event':'added','file':'a.json','kind':'workflow','accepted':true,"
                    + "'name':'Demo','nodeCount':2}"),
            json("{'seq':2,'event':'ready','file':'DIRECTORY','workflows':1,'rejected':0}"),
            json(
                "{'seq':3,'event':'changed','file':'a.json','kind':'workflow','accepted':true,"
                    + "'name':'Demo','nodeCount':2,'differences':[{'kind':'NODE_CHANGED',"
                    + "'id':'log','type':'LogNode','changes':[{'change':'CHANGED',"
                    + "'path':'config.message','before':'1','after':'2'}]},"
                    + "{'kind':'FOLDED','layout':1}]}"));
  }

  @Test
  void watch_configurationChanges_watchesAgainUnderTheNewOne() {
    CliRun.file(directory, "a.json", OLD);
    CliRun.file(directory, "b.json", OLD);
    Path config = CliRun.file(directory, "settings", json("{'exclude':['b.json']}"));
    Watched watched =
        new Watched(
            List.of("1 workflow", "2 workflows", "changed"),
            List.of(
                () -> Files.writeString(config, "{}"),
                () -> Files.writeString(directory.resolve("b.json"), NEW)));

    assertThat(watched.run("--config", config.toString()))
        .containsExactly(
            "ready     1 workflow, 0 rejected",
            "config    settings",
            "ready     2 workflows, 0 rejected",
            "changed   b.json  ~log config.message \"1\" > \"2\"; 1 node moved");
  }

  @Test
  void watch_configurationBreaks_keepsTheOneBefore() {
    CliRun.file(directory, "a.json", OLD);
    Path config = CliRun.file(directory, "settings", "{}");
    Watched watched =
        new Watched(
            List.of("ready", "changed"), List.of(() -> Files.writeString(config, "{'exclude'")));
    watched.complaint = "The configuration is not used: ";
    watched.onComplaint = () -> Files.writeString(directory.resolve("a.json"), NEW);

    assertThat(watched.run("--config", config.toString()))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("changed   a.json");
  }

  @Test
  void watch_limitsOfTheConfigurationBreak_keepsTheOnesBefore() {
    CliRun.file(directory, "a.json", OLD);
    Path config = CliRun.file(directory, "settings", "{}");
    Watched watched =
        new Watched(
            List.of("ready", "changed"),
            List.of(() -> Files.writeString(config, json("{'limits':'none'}"))));
    watched.complaint = "The configuration is not used: configuration ";
    watched.onComplaint = () -> Files.writeString(directory.resolve("a.json"), NEW);

    assertThat(watched.run("--config", config.toString()))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("changed   a.json");
  }

  @Test
  void watch_validate_showsFindings() {
    CliRun.file(directory, "a.json", workflow(START + "," + node("b", "LgNode")));

    assertThat(new Watched(List.of("ready"), List.of()).run("--validate"))
        .contains("added     a.json  2 nodes", "ready     1 workflow, 0 rejected")
        .anyMatch(
            line -> line.contains("error UNKNOWN_NODE_TYPE No node type is called \"LgNode\""));
  }

  @Test
  void watch_missingDirectory_cannotBeRead() {
    CliRun run = CliRun.of("watch", directory.resolve("none"));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).contains("Cannot read").contains("no such file");
  }

  @Test
  void watch_unfitTimes_areUsageErrors() {
    assertThat(CliRun.of("watch", "--debounce", "0", directory).err())
        .contains("--debounce must be at least 1");
    CliRun run = CliRun.of("watch", "--poll=0", directory);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--poll must be a number of seconds from 0.01 to 86400");
  }
}

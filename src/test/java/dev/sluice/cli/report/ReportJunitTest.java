package dev.sluice.cli.report;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.node;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CliRun;
import dev.sluice.cli.Main;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportJunitTest {

  private @TempDir Path directory;

  @Test
  void inputs_areCasesOfOneSuite() throws Exception {
    Path sound = CliRun.file(directory, "a.json", workflow(START));
    Path faulty =
        CliRun.file(directory, "b<&>\"'.json", workflow(node("s", "No<>&\\u0001\\u202eNode")));
    Path warned = CliRun.file(directory, "c.json", workflow(START + "," + node("lost", "LogNode")));
    Path missing = directory.resolve("d.json");

    CliRun run = CliRun.of("validate", "--format", "junit", sound, faulty, warned, missing);
    Element suites = parse(run.out());

    assertThat(suites.getTagName()).isEqualTo("testsuites");
    Element suite = child(suites, "testsuite", 0);
    assertThat(suite.getAttribute("name")).isEqualTo("sluice validate");
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("0");
    assertThat(suite.getAttribute("time")).matches("\\d+\\.\\d{3}");

    Element passed = child(suite, "testcase", 0);
    assertThat(passed.getAttribute("name")).isEqualTo("a.json");
    assertThat(passed.getAttribute("classname")).isEqualTo(directory.toString());
    assertThat(passed.hasChildNodes()).isFalse();

    Element failed = child(suite, "testcase", 1);
    assertThat(failed.getAttribute("name")).isEqualTo("b<&>\"'.json");
    Element failure = child(failed, "failure", 0);
    String message = "No node type is called \"No<>&\\u0001\\u202ENode\"";
    assertThat(failure.getAttribute("type")).isEqualTo("UNKNOWN_NODE_TYPE");
    assertThat(failure.getAttribute("message")).isEqualTo(message);
    assertThat(failure.getTextContent())
        .isEqualTo(
            faulty + ":1:69: error UNKNOWN_NODE_TYPE " + message + " (/nodes/s/node_type)\n");

    Element output = child(child(suite, "testcase", 2), "system-out", 0);
    assertThat(output.getTextContent()).startsWith(warned + ":1:").contains(" warning UNREACHABLE");

    Element error = child(child(suite, "testcase", 3), "error", 0);
    assertThat(error.getAttribute("type")).isEqualTo("UNREADABLE");
    assertThat(run.exit()).isEqualTo(3);
  }

  /** In a process of its own: others have drafts in the common directory. */
  @Test
  void run_leavesNoTemporaryFile() throws Exception {
    Path faulty = CliRun.file(directory, "a.json", "{}");
    Path drafts = Files.createDirectory(directory.resolve("drafts"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + drafts,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "validate",
                "--format",
                "junit",
                faulty.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isOne();
    assertThat(printed).contains("<testsuites");
    assertThat(drafts).isEmptyDirectory();
  }

  private static Element parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static Element child(Element parent, String name, int index) {
    return (Element) parent.getElementsByTagName(name).item(index);
  }
}

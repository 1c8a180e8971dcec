package dev.sluice.it;

import static dev.sluice.support.Workflows.START;
import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files: as arguments, in results, and where the locale cannot express them. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FileNamesIT {

  private static final String ORPHAN = workflow(START, edge("start", "gone"));

  @TempDir private Path directory;
  private RealJar program;

  @BeforeEach
  void fillDirectory() throws Exception {
    Path flows = Files.createDirectory(directory.resolve("flows"));
    Files.writeString(flows.resolve("a.json"), ORPHAN);
    program = RealJar.in(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"flows/a.json", "./flows/a.json", "flows//a.json", "flows/../flows/./a.json"})
  void name_inResults_isTheShortestFromTheWorkingDirectory(String name) throws Exception {
    RealJar.Ended ended = program.run("load", "--json", name);

    assertThat(ended.out()).startsWith("{\"file\":\"flows/a.json\",");
  }

  @ParameterizedTest
  @CsvSource({"validate --format json", "scan --json"})
  void name_ofAFoundFile_isTheShortestFromTheWorkingDirectory(String command) throws Exception {
    for (String named :
        new String[] {"./flows/", ".", directory.toString(), directory.toRealPath().toString()}) {
      String[] arguments = (command + " " + named).split(" ", -1);

      assertThat(program.run(arguments).out()).startsWith("{\"file\":\"flows/a.json\",");
    }
  }

  @Test
  void name_beginningWithAt_isNotAListOfOptions() throws Exception {
    Files.writeString(directory.resolve("@p.json"), ORPHAN);
    Files.writeString(directory.resolve("p.json"), "--max-severity=none --write-baseline=victim");

    RealJar.Ended ended = program.run("validate", "@p.json", "p.json");

    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.out()).startsWith("@p.json\n").contains("\np.json\n  1:2 ");
    assertThat(directory.resolve("victim")).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void posixLocale_foundNameBeyondAscii_isReadAndWrittenInUtf8() throws Exception {
    Files.move(directory.resolve("flows/a.json"), directory.resolve("flows/é 漢.json"));
    RealJar posix = program.with("LC_ALL", "C");

    assertThat(posix.run("validate", "--format", "json", "flows").out())
        .startsWith("{\"file\":\"flows/é 漢.json\",");
    assertThat(posix.run("scan", "--json", "flows").out())
        .startsWith("{\"file\":\"flows/é 漢.json\",");
    assertThat(posix.run("scan", "flows").out()).endsWith("  flows/é 漢.json\n");
    assertThat(posix.run("validate", "--write-baseline", "known", "flows").exit()).isZero();
    assertThat(posix.run("validate", "--baseline", "known", "flows").exit()).isZero();
    assertThat(program.run("validate", "--baseline", "known", "flows").exit()).isZero();
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    "load NAME, 3",
    "validate NAME, 3",
    "validate -l NAME, 3",
    "validate --statistics NAME, 3",
    "serve NAME, 3",
    "skeleton NAME, 3",
    "scan NAME, 3",
    "convert NAME out.json, 3",
    "convert flows/a.json NAME, 2",
    "validate --baseline NAME flows, 2",
    "validate --write-baseline NAME flows, 2",
    "load --limits NAME flows/a.json, 2"
  })
  void posixLocale_argumentBeyondAscii_isToldHowToPass(String arguments, int expected)
      throws Exception {
    ProcessBuilder process = program.with("LC_ALL", "C").process();
    String sluice = "'" + String.join("' '", process.command()) + "'";
    Path out = directory.resolve("out");
    // the shell hands over the bytes, which this test's own JVM might not be able to
    String named = arguments.replace("NAME", "$'flows/\\xc3\\xa9.json'");
    process.command("bash", "-c", sluice + " " + named);
    process.redirectErrorStream(true).redirectOutput(out.toFile());
    int exit = process.start().waitFor();

    assertThat(exit).isEqualTo(expected);
    assertThat(Files.readString(out))
        .contains(
            "Java supports only file names in the encoding of the locale, ANSI_X3.4-1968; set the"
                + " environment variable LC_ALL to C.UTF-8");
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @ValueSource(
      strings = {
        "validate flows",
        "validate .",
        "scan .",
        "load flows/a.json",
        "convert flows/a.json out.json",
        "validate --write-baseline known flows"
      })
  void posixLocale_workingDirectoryBeyondAscii_isToldWhatToSet(String arguments) throws Exception {
    Path home = Files.createDirectory(directory.resolve("José"));
    Files.move(directory.resolve("flows"), home.resolve("flows"));

    RealJar.Ended ended = RealJar.in(home).with("LC_ALL", "C").run(arguments.split(" ", -1));

    assertThat(ended.exit()).isBetween(2, 3);
    assertThat(ended.out() + ended.err())
        .contains("set the environment variable LC_ALL to C.UTF-8");
  }

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @ValueSource(strings = {"C", "C.UTF-8"})
  void nameThatIsNotUtf8_isShownWithEscapesAndFoundByThem(String locale) throws Exception {
    program.shell("mv flows/a.json $'flows/\\xe9\\xff.json'");
    RealJar there = program.with("LC_ALL", locale);

    assertThat(there.run("validate", "--format", "json", "flows").out())
        .startsWith("{\"file\":\"flows/\\\\xE9\\\\xFF.json\",");
    assertThat(there.run("validate", "--format", "sarif", "flows").out())
        .contains("\"uri\":\"flows/%E9%FF.json\"");
    assertThat(there.run("load", "flows/\\xE9\\xFF.json").exit()).isZero();
    assertThat(program.shell("sluice load $'flows/\\xe9\\xff.json'").out())
        .contains("write each of them as an escape such as \\xFF");
    assertThat(there.run("validate", "--write-baseline", "known", "flows").exit()).isZero();
    assertThat(there.run("validate", "--baseline", "known", "flows"))
        .extracting(RealJar.Ended::exit, ended -> ended.err().contains("no longer"))
        .containsExactly(0, false);
    program.shell("cp flows/*.json $'flows/\\xfe.json'");
    assertThat(there.run("validate", "--baseline", "known", "flows").exit()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "validate --baseline EMPTY flows, --baseline has an empty value",
    "validate --write-baseline EMPTY flows, --write-baseline has an empty value",
    "load --limits EMPTY flows/a.json, --limits has an empty value",
    "scan --ignore-file EMPTY flows, --ignore-file has an empty value",
    "convert flows/a.json EMPTY, An argument is empty: expected a file",
    "convert EMPTY out.json, An argument is empty: expected a file"
  })
  void emptyValue_ofAFile_isAUsageError(String arguments, String message) throws Exception {
    RealJar.Ended ended =
        program.run(
            Arrays.stream(arguments.split(" ", -1))
                .map(argument -> argument.replace("EMPTY", ""))
                .toArray(String[]::new));

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err()).startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "validate", "skeleton", "scan"})
  void emptyArgument_isAUsageError(String command) throws Exception {
    RealJar.Ended ended = program.run(command, "");

    assertThat(ended.exit()).isEqualTo(2);
    assertThat(ended.err())
        .isEqualTo(
            "An argument is empty: expected a file, a directory, or - for standard input\n"
                + "Try 'sluice "
                + command
                + " --help'.\n");
  }
}

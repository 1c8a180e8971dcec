package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @Test
  void version_isPrinted() {
    CliRun run = CliRun.of("--version");

    assertThat(run.out()).startsWith("sluice ");
    assertThat(run.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "skeleton", "types", "explain", "generate-completion"})
  void help_ofEachCommand_isPrinted(String command) {
    CliRun run = CliRun.of(command, "--help");

    assertThat(run.out()).startsWith("Usage: sluice " + command);
    assertThat(run.exit()).isZero();
    assertThat(CliRun.of("--help").out()).contains(command);
  }

  @Test
  void completion_isAScript() {
    assertThat(CliRun.of("generate-completion").out()).startsWith("#!/usr/bin/env bash");
  }

  @Test
  void withoutCommand_isWrongUsage() {
    CliRun run = CliRun.of();

    assertThat(run.err()).isEqualTo("A command is missing\nTry 'sluice --help'.\n");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void unknownCommand_isWrongUsageToldSafelyAndBriefly() {
    CliRun run = CliRun.of("l\u001boad", "x".repeat(5_000));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("\u001b").hasSizeLessThan(500);
  }
}

package dev.sluice.cli;

import dev.sluice.config.Limit;
import dev.sluice.scan.ScanOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that select the files of a directory tree. */
@Command
final class TreeOptions {

  @Option(
      names = "--glob",
      paramLabel = "PATTERN",
      description =
          "Read files that match one of these patterns, written as in an ignore file, instead of"
              + " *.json, *.json.gz and *.json.zst.")
  private List<String> globs = new ArrayList<>();

  @Option(
      names = "--ignore-file",
      paramLabel = "NAME",
      description =
          "Use ignore files with this name (such as .gitignore) instead of .sluiceignore.")
  private List<String> ignoreFiles = new ArrayList<>();

  @Option(
      names = "--hidden",
      description = "Also look into hidden directories and into node_modules, target and build.")
  private boolean hidden;

  /** Options of a scan that also emits what is skipped. */
  ScanOptions.Builder scan(LoaderOptions options) {
    ScanOptions.Builder builder =
        ScanOptions.builder()
            .globs(globs.toArray(String[]::new))
            .skipped(true)
            .hidden(hidden)
            .concurrency(options.threads())
            .maxBytes(options.limits().of(Limit.COMPRESSED_BYTES));
    if (!ignoreFiles.isEmpty()) {
      builder.ignoreFiles(ignoreFiles.toArray(String[]::new));
    }
    return builder;
  }
}

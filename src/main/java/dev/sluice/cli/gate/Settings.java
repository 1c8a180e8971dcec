package dev.sluice.cli.gate;

import dev.sluice.config.Profile;
import dev.sluice.lint.BannedType;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a configuration file.
 *
 * @param file the file; empty if there is none
 * @param profile the profile
 * @param limits {@code untrusted}, {@code trusted} or the name of a file with limits
 * @param select patterns of codes that replace the default selection
 * @param extendSelect patterns of codes to select too
 * @param ignore patterns of codes to ignore
 * @param severities severities that replace the defaults, by code
 * @param exclude patterns of files to exclude, as in an ignore file in the directory of the
 *     configuration file
 * @param baseline the name of the baseline
 * @param maxSeverity the highest severity that passes
 * @param bannedTypes node types that the team does not want
 * @param exemptions what is ignored in some files, nodes or types
 * @param lines the line of each member that the file has
 */
public record Settings(
    Optional<Path> file,
    Optional<Profile> profile,
    Optional<String> limits,
    Optional<List<String>> select,
    List<String> extendSelect,
    List<String> ignore,
    Map<FindingCode, Severity> severities,
    List<String> exclude,
    Optional<String> baseline,
    Optional<MaxSeverity> maxSeverity,
    List<BannedType> bannedTypes,
    List<Exemption> exemptions,
    Map<String, Integer> lines) {

  /** The files to exclude. */
  public PathFilter excluded() {
    Path base = file.map(Path::getParent).orElse(Path.of(""));
    return new PathFilter(base, exclude);
  }

  /**
   * The failure for a setting that names a file that cannot be used.
   *
   * @param member the name of the setting
   */
  public IOException unusable(String member, String reason, Exception cause) {
    return SettingsFile.unusable(
        file.orElse(Path.of("")),
        Quote.of(member) + " " + reason + " (line " + lines.getOrDefault(member, 1) + ")",
        cause);
  }

  /** No settings. */
  public static final Settings NONE =
      new Settings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Map.of());
}

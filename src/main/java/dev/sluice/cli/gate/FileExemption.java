package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.gate.FindingPolicy.Exemption;
import dev.sluice.locate.LogicalPlaces;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Migration;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.search.pattern.InvalidPatternException;
import dev.sluice.search.pattern.LinearPattern;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ignores some codes in some files, or in some nodes of them. */
final class FileExemption implements Exemption {

  private final PathFilter files;
  private final List<Pattern> nodes;
  private final List<LinearPattern> types;
  private final Set<FindingCode> codes;
  private final NodeRegistry registry;

  /**
   * An exemption.
   *
   * @param files patterns of files
   * @param nodes patterns of node ids with {@code *}; empty for all
   * @param types globs of node types, as a document declares them or of their successors; empty for
   *     all
   * @throws IllegalArgumentException if a glob is invalid
   */
  FileExemption(PathFilter files, List<String> nodes, List<String> types, Set<FindingCode> codes) {
    this.files = files;
    this.nodes = nodes.stream().map(FileExemption::compiled).toList();
    this.types = types.stream().map(FileExemption::glob).toList();
    this.codes = Set.copyOf(codes);
    registry = NodeRegistries.builtIn();
  }

  private static Pattern compiled(String glob) {
    return Pattern.compile(
        List.of(glob.split("[*]+", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }

  private static LinearPattern glob(String text) {
    try {
      return LinearPattern.glob(text);
    } catch (InvalidPatternException e) {
      throw new IllegalArgumentException("\"types\": " + text + ": " + e.getMessage(), e);
    }
  }

  @Override
  public boolean needsPlaces() {
    return !nodes.isEmpty() || !types.isEmpty();
  }

  @Override
  public boolean needsTypes() {
    return !types.isEmpty();
  }

  @Override
  public boolean ignores(Answer answer, Finding finding) {
    return codes.contains(finding.code())
        && isFile(answer.input().name())
        && (!needsPlaces() || isNode(answer, finding));
  }

  private boolean isFile(String name) {
    try {
      return files.match(FileNames.path(name)).isPresent();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private boolean isNode(Answer answer, Finding finding) {
    Optional<String> id = LogicalPlaces.nodeOf(answer.placeOf(finding));
    return id.isPresent()
        && (nodes.isEmpty() || nodes.stream().anyMatch(it -> it.matcher(id.get()).matches()))
        && (types.isEmpty() || isType(answer.found().types().getOrDefault(id.get(), "")));
  }

  private boolean isType(String declared) {
    String successor = registry.migration(declared).map(Migration::to).orElse(declared);
    return types.stream().anyMatch(glob -> glob.isIn(declared) || glob.isIn(successor));
  }
}

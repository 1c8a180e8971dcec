package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.locate.LogicalPlaces;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Migration;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.search.pattern.InvalidPatternException;
import dev.sluice.search.pattern.LinearPattern;
import dev.sluice.text.Quote;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Codes that are ignored in some files, or in some nodes of them. */
public final class Exemption {

  /** The patterns of an exemption that is about all files. */
  static final List<String> EVERYWHERE = List.of("*");

  private static final Collector<CharSequence, ?, String> JOINED = Collectors.joining(", ");

  private final PathFilter files;
  private final List<String> nodeGlobs;
  private final List<Pattern> nodes;
  private final List<String> typeGlobs;
  private final List<LinearPattern> types;
  private final Set<FindingCode> codes;
  private final String reason;
  private final NodeRegistry registry;

  /**
   * An exemption.
   *
   * @param files patterns of files
   * @param nodes patterns of node ids with {@code *}; empty for all
   * @param types globs of node types, as a document declares them or of their successors; empty for
   *     all
   * @param reason why, for people
   * @throws IllegalArgumentException if a glob is invalid
   */
  Exemption(
      PathFilter files,
      List<String> nodes,
      List<String> types,
      Set<FindingCode> codes,
      String reason) {
    this.files = files;
    nodeGlobs = List.copyOf(nodes);
    this.nodes = nodes.stream().map(Exemption::compiled).toList();
    typeGlobs = List.copyOf(types);
    this.types = types.stream().map(Exemption::glob).toList();
    this.codes = Set.copyOf(codes);
    this.reason = reason;
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

  /** Whether the logical places of findings are needed. */
  boolean needsPlaces() {
    return !nodes.isEmpty() || !types.isEmpty();
  }

  /** Whether the types of their nodes are needed. */
  boolean needsTypes() {
    return !types.isEmpty();
  }

  /** Whether a finding of an input is ignored. */
  boolean ignores(Answer answer, Finding finding) {
    return codes.contains(finding.code())
        && appliesTo(answer.input().name())
        && (!needsPlaces() || isNode(answer, finding));
  }

  /** Whether the exemption is about a file, or about nodes in it. */
  public boolean appliesTo(String name) {
    try {
      return files.match(FileNames.path(name)).isPresent();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** The exemption as one line of text. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add("ignore " + codes.stream().map(Enum::name).sorted().collect(JOINED));
    if (!files.patterns().equals(EVERYWHERE)) {
      parts.add("in " + String.join(", ", files.patterns()));
    }
    if (!nodeGlobs.isEmpty()) {
      parts.add("in nodes " + String.join(", ", nodeGlobs));
    }
    if (!typeGlobs.isEmpty()) {
      parts.add("in types " + String.join(", ", typeGlobs));
    }
    return String.join(" ", parts) + " (" + Quote.safe(reason) + ")";
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

package dev.sluice.cli.gate;

import dev.sluice.cli.answer.Answer;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.gate.FindingPolicy.Exemption;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Ignores some codes in some files, or in some nodes of them. */
final class FileExemption implements Exemption {

  private static final Pattern NODE = Pattern.compile("node:([^/]*)(?:/.*)?", Pattern.DOTALL);

  private final PathFilter files;
  private final List<Pattern> nodes;
  private final Set<FindingCode> codes;

  /**
   * An exemption.
   *
   * @param files patterns of files
   * @param nodes patterns of node ids with {@code *}; empty for whole files
   */
  FileExemption(PathFilter files, List<String> nodes, Set<FindingCode> codes) {
    this.files = files;
    this.nodes = nodes.stream().map(FileExemption::compiled).toList();
    this.codes = Set.copyOf(codes);
  }

  private static Pattern compiled(String glob) {
    return Pattern.compile(
        List.of(glob.split("[*]+", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }

  @Override
  public boolean needsPlaces() {
    return !nodes.isEmpty();
  }

  @Override
  public boolean ignores(Answer answer, Finding finding) {
    return codes.contains(finding.code())
        && isFile(answer.input().name())
        && (nodes.isEmpty() || isNode(answer.placeOf(finding)));
  }

  private boolean isFile(String name) {
    try {
      return files.match(FileNames.path(name)).isPresent();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private boolean isNode(String place) {
    Matcher node = NODE.matcher(place);
    if (!node.matches()) {
      return false;
    }
    String id = node.group(1).replace("~1", "/").replace("~0", "~");
    return nodes.stream().anyMatch(pattern -> pattern.matcher(id).matches());
  }
}

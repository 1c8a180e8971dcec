package dev.sluice.scan.ignore;

import dev.sluice.file.SmallFile;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules of ignore files for the paths below their directory; the last rule that matches
 * decides.
 *
 * <p>The syntax is that of gitignore(5).
 */
public final class IgnoreRules {

  /** A carriage return at the end of the text belongs to a line end too. */
  private static final Pattern LINE_END = Pattern.compile("\r?\n|\r\\z");

  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  /** In reverse order: the last rule comes first. */
  private final List<IgnoreLine> rules;

  private IgnoreRules(List<IgnoreLine> rules) {
    this.rules = rules;
  }

  public static IgnoreRules parse(String text) {
    List<IgnoreLine> rules = new ArrayList<>();
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : LINE_END.split(content, -1)) {
      if (!line.isEmpty() && line.charAt(0) != '#') {
        rules.add(IgnoreLine.parse(line));
      }
    }
    Collections.reverse(rules);
    return new IgnoreRules(List.copyOf(rules));
  }

  /** These rules followed by {@code later} ones, which take precedence. */
  public IgnoreRules then(IgnoreRules later) {
    List<IgnoreLine> all = new ArrayList<>(later.rules);
    all.addAll(rules);
    return new IgnoreRules(all);
  }

  /**
   * Whether a path is ignored; empty if no rule matches it.
   *
   * @param path the names from the root of the walk
   * @param from the number of names that lead to the directory of the ignore file
   * @param directory whether the path is a directory
   */
  public Optional<Boolean> ignores(List<String> path, int from, boolean directory) {
    for (IgnoreLine rule : rules) {
      if ((directory || !rule.directoriesOnly) && rule.pattern.matches(path, from)) {
        return Optional.of(!rule.negated);
      }
    }
    return Optional.empty();
  }

  private record IgnoreLine(PathPattern pattern, boolean negated, boolean directoriesOnly) {

    static IgnoreLine parse(String line) {
      String pattern = withoutTrailingSpaces(line);
      boolean negated = pattern.startsWith("!");
      if (negated) {
        pattern = pattern.substring(1);
      }
      boolean directoriesOnly = pattern.endsWith("/");
      if (directoriesOnly) {
        pattern = pattern.substring(0, pattern.length() - 1);
      }
      return new IgnoreLine(PathPattern.of(pattern), negated, directoriesOnly);
    }

    private static String withoutTrailingSpaces(String line) {
      int end = 0;
      for (int i = 0; i < line.length(); i++) {
        boolean escape = line.charAt(i) == '\\';
        if (escape) {
          i++;
        }
        if (escape || line.charAt(i) != ' ') {
          end = Math.min(i + 1, line.length());
        }
      }
      return line.substring(0, end);
    }
  }

  /** The reading of an ignore file. */
  public static final class IgnoreFile {

    private static final int MOST_BYTES = 64 << 10;

    private IgnoreFile() {}

    /**
     * The rules of an ignore file; empty if the file does not exist.
     *
     * @throws IOException if it is not a regular file, too large, unreadable or not in UTF-8
     */
    public static IgnoreRules read(Path file) throws IOException {
      try {
        return IgnoreRules.parse(SmallFile.read(file, MOST_BYTES, LinkOption.NOFOLLOW_LINKS));
      } catch (NoSuchFileException e) {
        return IgnoreRules.NONE;
      }
    }
  }
}

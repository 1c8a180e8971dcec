package dev.sluice.scan.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern of paths as it stands in an ignore file of git.
 *
 * <p>A pattern with a slash at its beginning or within it is matched with the whole path, one
 * without with the last name. {@code **} as a name stands for any number of names, at the end for
 * at least one. See gitignore(5); where that is silent this does what git's {@code wildmatch.c}
 * does, but counts code points instead of bytes. A malformed pattern matches nothing.
 */
public final class PathPattern {

  private final List<NamePattern> names;

  private PathPattern(List<NamePattern> names) {
    this.names = names;
  }

  public static PathPattern of(String pattern) {
    Optional<List<NamePattern>> parsed = PatternParser.parse(pattern);
    if (parsed.isEmpty()) {
      return new PathPattern(List.of());
    }
    List<NamePattern> names = new ArrayList<>(parsed.get());
    if (pattern.indexOf('/') < 0) {
      names.add(0, NamePattern.STARS);
    } else if (pattern.startsWith("/")) {
      names.remove(0);
    }
    if (names.get(names.size() - 1).isStars()) {
      names.add(names.size() - 1, NamePattern.ANY);
    }
    return new PathPattern(List.copyOf(names));
  }

  /**
   * Whether the pattern matches a path.
   *
   * @param path its names
   * @param from the first one to be matched
   */
  public boolean matches(List<String> path, int from) {
    return Wildcards.match(
        names.size(),
        part -> names.get(part).isStars(),
        path.size() - from,
        (part, name) -> names.get(part).matches(path.get(from + name)));
  }
}

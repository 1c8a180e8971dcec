package dev.sluice.scan.ignore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path pattern in the syntax of git's ignore files.
 *
 * <p>A pattern with a slash at its beginning or within it is matched against the whole path, any
 * other pattern against the last name. {@code **} as a name matches any number of names; at the
 * end, at least one. See gitignore(5). Where that page leaves details open, this class behaves like
 * git's {@code wildmatch.c}, but counts code points instead of bytes. A malformed pattern matches
 * nothing.
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
   * @param from the index of the first name to match
   */
  public boolean matches(List<String> path, int from) {
    return Wildcards.match(
        names.size(),
        part -> names.get(part).isStars(),
        path.size() - from,
        (part, name) -> names.get(part).matches(path.get(from + name)));
  }
}

package dev.sluice.cli.answer;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Converts file names between arguments, paths and results. */
public final class FileNames {

  private static final char REPLACEMENT = '\uFFFD';

  private FileNames() {}

  /**
   * The path for an argument.
   *
   * @throws InvalidPathException if the name is not valid, or the JVM could not decode it in its
   *     locale; the reason says which
   */
  public static Path path(String argument) {
    Path path;
    try {
      path = orEscaped(Path.of(argument), argument);
    } catch (InvalidPathException e) {
      return inexpressible(Path.of(""), argument, e);
    }
    if (!path.isAbsolute() && isWorkingDirectoryLost()) {
      throw new InvalidPathException(argument, lost(encoding()));
    }
    if (argument.indexOf(REPLACEMENT) >= 0 && !Files.exists(path)) {
      throw new InvalidPathException(
          argument,
          "the name has bytes that are not in UTF-8; write each of them as an escape such as"
              + " \\xFF");
    }
    if (endsWithSlash(argument) && Files.isRegularFile(path)) {
      throw new InvalidPathException(argument, "it ends with a slash, but it is not a directory");
    }
    return path;
  }

  /**
   * The names in a list, as arguments.
   *
   * @param list names in bytes, each followed by NUL; if there is no NUL in it, names in lines
   */
  public static List<String> listed(byte[] list) {
    List<String> names = new ArrayList<>();
    boolean isLines = indexOf(list, '\0', 0) == list.length;
    for (int from = 0; from < list.length; ) {
      int to = indexOf(list, isLines ? '\n' : '\0', from);
      boolean isReturn = isLines && to > from && list[to - 1] == '\r';
      names.add(ArtifactUri.decoded(ByteBuffer.wrap(list, from, to - from - (isReturn ? 1 : 0))));
      from = to + 1;
    }
    return names;
  }

  private static int indexOf(byte[] list, char wanted, int from) {
    int at = from;
    while (at < list.length && list[at] != wanted) {
      at++;
    }
    return at;
  }

  /** Whether an argument ends like the name of a directory. */
  public static boolean endsWithSlash(String argument) {
    return argument.endsWith("/") || argument.endsWith(File.separator);
  }

  /** Whether the JVM could not decode the working directory, so no relative path leads anywhere. */
  private static boolean isWorkingDirectoryLost() {
    return !encoding().equals(StandardCharsets.UTF_8.name())
        && !Files.isDirectory(Path.of("").toAbsolutePath());
  }

  /** The path for a name in results, relative to a directory unless it is absolute. */
  public static Path within(Path directory, String name) {
    try {
      return orEscaped(directory.resolve(name), name);
    } catch (InvalidPathException e) {
      return inexpressible(directory, name, e);
    }
  }

  /** The file that is shown by this escaped name, if it exists and no file has the plain name. */
  private static Path orEscaped(Path plain, String name) {
    if (File.separatorChar != '/' || !name.contains(ArtifactUri.ESCAPE) || Files.exists(plain)) {
      return plain;
    }
    Path escaped = Path.of(URI.create(ArtifactUri.ofAbsolute(text(plain.toAbsolutePath()))));
    return Files.exists(escaped) ? escaped : plain;
  }

  /** A path from the bytes of a name, for a locale that cannot express it. */
  private static Path inexpressible(Path directory, String name, InvalidPathException failure) {
    String encoding = encoding();
    if (!Charset.isSupported(encoding) || Charset.forName(encoding).newEncoder().canEncode(name)) {
      throw failure;
    }
    if (name.indexOf(REPLACEMENT) >= 0 || File.separatorChar != '/') {
      throw new InvalidPathException(name, lost(encoding));
    }
    String absolute = name.startsWith("/") ? name : text(directory.toAbsolutePath()) + "/" + name;
    return Path.of(URI.create(ArtifactUri.ofAbsolute(absolute)));
  }

  private static String encoding() {
    return System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name());
  }

  private static String lost(String encoding) {
    return "Java supports only file names in the encoding of the locale, "
        + encoding
        + "; set the environment variable LC_ALL to C.UTF-8";
  }

  /**
   * The name of a file in results: relative to the working directory if the file is below it, in
   * its shortest form, with slashes.
   */
  public static String shown(Path path) {
    Path working = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath();
    Path normal = absolute.normalize();
    if (!isSame(absolute, normal)) {
      return text(path);
    }
    if (normal.equals(working)) {
      return ".";
    }
    if (normal.startsWith(working)) {
      return text(working.relativize(normal));
    }
    return text(path.isAbsolute() ? normal : path.normalize());
  }

  /** Whether the shortest form denotes the same file: {@code link/..} may be another directory. */
  private static boolean isSame(Path path, Path normal) {
    if (path.getNameCount() == normal.getNameCount() || !path.toString().contains("..")) {
      return true;
    }
    try {
      return path.toRealPath().equals(normal.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The path as a string with slashes, in UTF-8 even if the JVM's locale cannot express it. Bytes
   * that are not UTF-8 are shown as escapes such as {@code \\xFF}, so different names stay
   * different.
   */
  public static String text(Path path) {
    String text = path.toString();
    if (text.indexOf(REPLACEMENT) < 0) {
      return text.replace(File.separatorChar, '/');
    }
    StringBuilder name = new StringBuilder(path.isAbsolute() ? "/" : "");
    for (Path element : path) {
      if (name.length() > 0 && name.charAt(name.length() - 1) != '/') {
        name.append('/');
      }
      name.append(decoded(element));
    }
    return name.toString();
  }

  /** A URI contains the bytes of the name, independent of the locale. */
  private static String decoded(Path element) {
    String path = element.toUri().getRawPath();
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    String name = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    return ArtifactUri.decoded(name);
  }
}

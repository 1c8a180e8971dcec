package dev.sluice.bench;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;

/**
 * Loads one task and its own copy of every class it uses, so that no task profits or suffers from
 * what the compiler learnt while another one ran.
 */
final class TaskLoader extends URLClassLoader {

  private static final String LIBRARY = "dev/sluice/WorkflowLoader.class";

  private TaskLoader(URL[] urls) {
    super(urls, ClassLoader.getPlatformClassLoader());
  }

  /** A loader with this process's class path. */
  static TaskLoader own() {
    return new TaskLoader(urls(classPath(System.getProperty("java.class.path"))));
  }

  /**
   * A loader whose Sluice comes from elsewhere.
   *
   * @param against a class path with another build of the library: a jar, or a checkout's {@code
   *     target/classes}; with that checkout's test classes behind it, its own tasks are used too
   */
  static TaskLoader against(String against) throws IOException {
    List<Path> entries = new ArrayList<>(classPath(against));
    if (entries.stream().noneMatch(TaskLoader::hasLibrary)) {
      throw new IOException(against + " holds no Sluice: name a jar or a directory of classes");
    }
    classPath(System.getProperty("java.class.path")).stream()
        .filter(entry -> !hasLibrary(entry))
        .forEach(entries::add);
    return new TaskLoader(urls(entries));
  }

  /** Makes a task of this class. */
  Task task(String className) throws ReflectiveOperationException {
    return loadClass(className).asSubclass(Task.class).getConstructor().newInstance();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return name.equals(Task.class.getName()) ? Task.class : super.findClass(name);
  }

  private static List<Path> classPath(String joined) {
    return Arrays.stream(joined.split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  private static boolean hasLibrary(Path entry) {
    if (Files.isDirectory(entry)) {
      return Files.exists(entry.resolve(LIBRARY));
    }
    try (JarFile jar = new JarFile(entry.toFile())) {
      return jar.getEntry(LIBRARY) != null;
    } catch (IOException e) {
      return false; // a class path may name what is not there
    }
  }

  private static URL[] urls(List<Path> entries) {
    return entries.stream()
        .map(
            entry -> {
              try {
                return entry.toUri().toURL();
              } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry + " cannot be on a class path", e);
              }
            })
        .toArray(URL[]::new);
  }
}

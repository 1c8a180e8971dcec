package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Input never names a class to load, an address to open or a program to start: the few calls that
 * could do so are known, and none of them receives text from a document.
 */
class NamesFromInputTest {

  private static final Set<String> POWERS =
      Set.of(
          "java.lang.Class.forName",
          "java.lang.ClassLoader.loadClass",
          "java.lang.reflect.Method.invoke",
          "java.lang.reflect.Constructor.newInstance",
          "java.util.ServiceLoader.load",
          "java.lang.Runtime.exec",
          "java.lang.ProcessBuilder.<init>",
          "java.io.ObjectInputStream.<init>",
          "java.net.Socket.<init>",
          "java.net.URL.<init>",
          "java.net.URL.openStream",
          "java.net.URL.openConnection",
          "java.net.URI.toURL",
          "javax.script.ScriptEngineManager.<init>");

  @Test
  void callsThatFollowAName_areThoseWithNamesOfOurOwn() {
    JavaClasses library = LibraryClasses.all();

    assertThat(calls(library))
        .containsExactly(
            "dev.sluice.cli.UncaughtErrorHandler java.lang.Class.forName",
            "dev.sluice.cli.terminal.ProcessStreams java.lang.ProcessBuilder.<init>",
            "dev.sluice.cli.terminal.ProcessStreams java.lang.reflect.Method.invoke",
            "dev.sluice.git.GitTool java.lang.ProcessBuilder.<init>",
            "dev.sluice.registry.NodeRegistryBuilder java.util.ServiceLoader.load");
  }

  @Test
  void classNamedByText_isFound() throws ClassNotFoundException {
    assertThat(ByName.of("java.lang.String")).isEqualTo(String.class);
    assertThat(calls(new ClassFileImporter().importClasses(ByName.class)))
        .containsExactly(ByName.class.getName() + " java.lang.Class.forName");
  }

  private static Set<String> calls(JavaClasses classes) {
    Set<String> calls = new TreeSet<>();
    for (JavaClass caller : classes) {
      caller.getCodeUnitCallsFromSelf().stream()
          .map(call -> call.getTargetOwner().getName() + "." + call.getTarget().getName())
          .filter(POWERS::contains)
          .forEach(call -> calls.add(caller.getName() + " " + call));
    }
    return calls;
  }

  /** What the test must find. */
  private static final class ByName {
    static Class<?> of(String name) throws ClassNotFoundException {
      return Class.forName(name);
    }
  }
}

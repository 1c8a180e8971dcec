package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Files are read and written on the schedulers of a loader: asynchronous channels would use threads
 * of the JDK.
 */
class FileChannelsTest {

  @Test
  void asynchronousChannels_areNotUsed() {
    assertThat(users(LibraryClasses.all())).isEmpty();
  }

  @Test
  void asynchronousChannel_inAMethod_isFound() throws IOException {
    assertThat(new Opens().isOpen(Path.of("pom.xml"))).isTrue();
    assertThat(users(new ClassFileImporter().importClasses(Opens.class)))
        .containsExactly(Opens.class.getName());
  }

  private static Set<String> users(JavaClasses classes) {
    Set<String> users = new TreeSet<>();
    for (JavaClass user : classes) {
      user.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .filter(type -> type.getName().startsWith("java.nio.channels.Asynchronous"))
          .forEach(type -> users.add(user.getName()));
    }
    return users;
  }

  /** What the test must find. */
  private static final class Opens {
    boolean isOpen(Path file) throws IOException {
      try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(file)) {
        return channel.isOpen();
      }
    }
  }
}

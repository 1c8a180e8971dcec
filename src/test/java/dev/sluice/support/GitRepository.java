package dev.sluice.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory as a repository of the installed git, whose user is known. */
public final class GitRepository {

  private final Path directory;

  private GitRepository(Path directory) {
    this.directory = directory;
  }

  /** Makes a repository of a directory, with the branch {@code main} and without a commit. */
  public static GitRepository create(Path directory) throws Exception {
    GitRepository repository = new GitRepository(directory);
    repository.git("init", "-q", "-b", "main");
    repository.git("config", "user.email", "someone@example.org");
    repository.git("config", "user.name", "Someone");
    return repository;
  }

  /** Runs git in the directory, which must succeed; returns what it printed. */
  public String git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  /** Commits everything in the directory. */
  public void commit(String message) throws Exception {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  }
}

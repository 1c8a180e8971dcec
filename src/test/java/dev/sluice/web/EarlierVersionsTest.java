package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.support.GitRepository;
import dev.sluice.support.Workflows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A workflow compared with the version that git has, and with the one shown before. */
class EarlierVersionsTest {

  private static final String ID = Library.idOf("flows/a.json");
  private static final String WORKFLOW = "/api/workflows/" + ID;

  @TempDir private Path directory;
  private ServedTree served;

  @BeforeEach
  void serve() throws Exception {
    served = new ServedTree(directory).with("flows/a.json", Workflows.chain(2));
  }

  @AfterEach
  void everyBufferIsReleased() {
    served.close();
    assertThat(served.unreleasedBytes()).isZero();
    assertThat(served.leaks()).isEmpty();
  }

  @Test
  void diff_withHead_goesFromTheCommittedVersionToThePresentOne() throws Exception {
    GitRepository.create(directory).commit("one");
    assertThat(served.get(WORKFLOW + "/diff?with=head").body())
        .startsWith("{\"differences\":[],\"complete\":true");

    served.with("flows/a.json", Workflows.chain(3));

    assertThat(served.get(WORKFLOW + "/diff?with=head").body())
        .startsWith("{\"differences\":[{\"kind\":\"NODE_ADDED\",\"id\":\"n2\"");
  }

  @Test
  void diff_withHead_ofFileThatIsNotCommitted_isProblem() throws Exception {
    String outside = served.get(WORKFLOW + "/diff?with=head").body();
    assertThat(outside)
        .contains("\"status\":404", "\"code\":\"NO_SUCH_VERSION\"")
        .contains("git has no committed version of this file")
        .doesNotContain(directory.toString());

    GitRepository.create(directory);
    assertThat(served.get(WORKFLOW + "/diff?with=head").statusCode()).isEqualTo(404);
  }

  @Test
  void diff_withSeen_goesFromTheVersionShownBefore() throws Exception {
    assertThat(served.get(WORKFLOW + "/diff?with=seen").body())
        .contains(
            "\"status\":404",
            "No other version of this workflow has been shown; choose another one");
    served.get(WORKFLOW);
    served.get(WORKFLOW);
    assertThat(served.get(WORKFLOW + "/diff?with=seen").statusCode()).isEqualTo(404);

    served.with("flows/a.json", Workflows.chain(3)).get(WORKFLOW);

    assertThat(served.get(WORKFLOW + "/diff?with=seen").body())
        .startsWith("{\"differences\":[{\"kind\":\"NODE_ADDED\",\"id\":\"n2\"");
  }

  @Test
  void shown_manyLargeWorkflows_areForgottenLeastRecentFirst() {
    try (WorkflowLoader loader = WorkflowLoader.builder().limits(Limits.trusted()).build()) {
      EarlierVersions versions =
          new EarlierVersions(loader, Schedulers.immediate(), Integer.MAX_VALUE);
      byte[] first = Workflows.bytes(Workflows.chain(9_998));
      byte[] second = Workflows.bytes(Workflows.chain(9_999));
      List<LibraryFile> files = new ArrayList<>();
      for (int i = 0; i < 8; i++) { // each is two versions of 20,000 nodes and connections
        LibraryFile file = new LibraryFile("id" + i, directory.resolve("f" + i), "f" + i);
        files.add(file);
        versions.show(file, loader.read(first).block());
        versions.show(file, loader.read(second).block());
      }

      StepVerifier.create(versions.seen(files.get(0))).verifyError(ProblemException.class);
      StepVerifier.create(versions.seen(files.get(7))).expectNextCount(1).verifyComplete();
    }
  }
}

package dev.sluice.render;

import static dev.sluice.support.Workflows.edge;
import static dev.sluice.support.Workflows.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.ReadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limits;
import dev.sluice.render.Scene.DrawnConnection;
import dev.sluice.render.Scene.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Where frames are, and what is in them. */
final class FramePlacementTest {

  private static final WorkflowLoader LOADER =
      WorkflowLoader.builder().limits(Limits.trusted()).build();

  @AfterAll
  static void close() {
    LOADER.close();
  }

  private static Scene scene(String document, Placement placement, boolean allPorts) {
    ReadResult read = LOADER.tryRead(json(document).getBytes(UTF_8)).block();
    return new Scene(read.definition().orElseThrow(), read.report(), allPorts, placement);
  }

  private static String node(int id, String type, int x, int y) {
    return "'n%1$d':{'node_id':'n%1$d','node_type':'%2$s','position':[%3$d,%4$d]}"
        .formatted(id, type, x, y);
  }

  private static String frame(String title, List<Integer> ids, String place) {
    String names = ids.stream().map(id -> "'n" + id + "'").collect(Collectors.joining(","));
    return "{'title':'" + title + "','node_ids':[" + names + "]" + place + "}";
  }

  private static String document(List<String> nodes, List<String> edges, List<String> frames) {
    return "{'nodes':{%s},'connections':[%s],'frames':[%s]}"
        .formatted(String.join(",", nodes), String.join(",", edges), String.join(",", frames));
  }

  private static String place(int x, int y, int width, int height) {
    return ",'position':[%d,%d],'size':[%d,%d]".formatted(x, y, width, height);
  }

  /** A chain of nodes, each third of which is in a frame, with shortcuts. */
  private static String random(long seed, int count) {
    Random random = new Random(seed);
    List<String> nodes = new ArrayList<>();
    List<String> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(node(i, "LogNode", random.nextInt(2_000), random.nextInt(1_000)));
      edges.add(edge("n" + random.nextInt(count), "n" + i));
      edges.add(edge("n" + i, "n" + random.nextInt(count)));
    }
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(shuffled, random);
    int third = count / 3;
    List<String> frames = new ArrayList<>();
    frames.add(frame("outer", shuffled.subList(0, third), ""));
    frames.add(frame("inner", shuffled.subList(0, third / 2), ""));
    frames.add(frame("other", shuffled.subList(third, 2 * third), place(100, 100, 900, 700)));
    frames.add(frame("none", List.of(), place(0, 0, 50, 50)));
    return document(nodes, edges, frames);
  }

  @ParameterizedTest
  @EnumSource(
      value = Placement.class,
      mode = Mode.EXCLUDE,
      names = {"STORED"})
  void place_movedNodes_framesEncloseTheirNodesOnly(Placement placement) {
    for (int seed = 0; seed < 60; seed++) {
      Scene scene = scene(random(seed, 3 + seed), placement, false);

      assertThat(scene.overlaps()).isZero();
      for (Frame frame : scene.frames) {
        for (Box box : scene.boxes.values()) {
          assertThat(frame.overlaps(box))
              .as("seed %d, frame %s, node %s", seed, frame.title, box.node.id())
              .isEqualTo(frame.nodes.contains(box));
          assertThat(!frame.nodes.contains(box) || encloses(frame, box)).isTrue();
        }
      }
    }
  }

  private static boolean encloses(Block outer, Block inner) {
    return outer.x < inner.x
        && outer.y < inner.y
        && outer.right() > inner.right()
        && outer.bottom() > inner.bottom();
  }

  /** In layers, there is always a way between the nodes. */
  @Test
  void route_layers_runsBehindNoOtherNode() {
    int routes = 0;
    for (int seed = 0; seed < 40; seed++) {
      Scene scene = scene(random(seed, 3 + 2 * seed), Placement.LAYERS, false);
      Obstacles obstacles = new Obstacles(scene.boxes.values());
      Router router = new Router(obstacles);
      for (DrawnConnection drawn : scene.connections) {
        ConnectionPath path =
            router.route(
                drawn.source(),
                drawn.connection().sourcePort(),
                drawn.target(),
                drawn.connection().targetPort());
        assertThat(path.isHiddenBy(obstacles))
            .as("seed %d, %s: %s", seed, drawn.connection(), path.text())
            .isFalse();
        routes++;
      }
    }
    assertThat(routes).isGreaterThan(3_000);
  }

  @Test
  void place_nodeInTwoFrames_belongsToTheSmallerOne() {
    List<String> nodes = IntStream.range(0, 4).mapToObj(i -> node(i, "LogNode", i, 0)).toList();
    List<String> frames =
        List.of(frame("large", List.of(0, 1, 2), ""), frame("small", List.of(2, 3), ""));

    Scene scene = scene(document(nodes, List.of(), frames), Placement.LAYERS, false);

    Frame large = scene.frames.get(0);
    Frame small = scene.frames.get(1);
    assertThat(large.title).isEqualTo("large");
    assertThat(encloses(small, scene.boxes.get("n2"))).isTrue();
    assertThat(large.overlaps(scene.boxes.get("n2"))).isFalse();
    assertThat(large.overlaps(small)).isFalse();
  }

  @Test
  void place_stored_frameGrowsForNodesThatBeginInIt() {
    List<String> nodes =
        List.of(
            node(0, "LogNode", 20, 40), node(1, "LogNode", 170, 140), node(2, "LogNode", 900, 0));
    String frame = frame("f", List.of(0, 1, 2), place(0, 0, 200, 180));

    Scene scene = scene(document(nodes, List.of(), List.of(frame)), Placement.STORED, true);

    Frame drawn = scene.frames.get(0);
    Box last = scene.boxes.get("n1");
    assertThat(drawn.x).isZero();
    assertThat(drawn.right()).isEqualTo(last.right() + 12);
    assertThat(drawn.bottom()).isEqualTo(last.bottom() + 12);
  }

  @Test
  void place_tidyWithoutOverlaps_keepsEverything() {
    List<String> nodes = List.of(node(0, "LogNode", 20, 40), node(1, "LogNode", 900, 0));
    String frame = frame("f", List.of(0), place(0, 0, 300, 200));

    Scene scene = scene(document(nodes, List.of(), List.of(frame)), Placement.TIDY, false);

    assertThat(scene.frames.get(0))
        .extracting("x", "y", "width", "height")
        .containsExactly(0.0, 0.0, 300.0, 200.0);
    assertThat(scene.boxes.get("n1").x).isEqualTo(900);
  }

  /** A frame of any size is compared with others without dividing it into cells. */
  @Test
  void place_tidyManyLargeFrames_takesTimeInProportion() {
    List<String> nodes = new ArrayList<>();
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      nodes.add(node(i, "LogNode", i, i));
      frames.add(frame("f", List.of(i), place(-500_000, -500_000, 1_000_000, 1_000_000)));
    }

    Scene scene = scene(document(nodes, List.of(), frames), Placement.TIDY, false);

    assertThat(Separation.countOverlapping(scene.frames)).isZero();
  }
}

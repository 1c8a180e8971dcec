package dev.sluice.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Port;
import dev.sluice.support.Workflows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The ways of connections between boxes of 160 by 68, whose ports are at height 54. */
final class RouterTest {

  private static final NodeDefinition NODE = node();
  private final List<Box> boxes = new ArrayList<>();

  private static NodeDefinition node() {
    String document = Workflows.workflow(Workflows.node("n", "LogNode"));
    try (WorkflowLoader loader = WorkflowLoader.create()) {
      return loader.read(document.getBytes(StandardCharsets.UTF_8)).block().nodes().get("n");
    }
  }

  private Box box(double x, double y) {
    Box box = new Box(boxes.size(), NODE, List.of(Port.exec("in")), List.of(Port.exec("out")));
    box.x = x;
    box.y = y;
    boxes.add(box);
    return box;
  }

  private ConnectionPath between(Box source, Box target) {
    return between(new Router(new Obstacles(boxes)), source, target);
  }

  private static ConnectionPath between(Router router, Box source, Box target) {
    return router.route(source, "out", target, "in");
  }

  @Test
  void route_toTheRight_isACurve() {
    String path = between(box(0, 0), box(400, 0)).text();

    assertThat(path).isEqualTo("M160,54C280,54 280,54 400,54");
  }

  @Test
  void route_hiddenByABox_goesAround() {
    Box source = box(0, 0);
    box(300, 0);

    ConnectionPath path = between(source, box(600, 0));

    assertThat(path.text())
        .isEqualTo(
            "M160,54L174,54Q184,54 184,64L184,66Q184,76 194,76L566,76Q576,76 576,66L576,64Q576,54"
                + " 586,54L600,54");
    assertThat(path.bottom()).isEqualTo(76);
  }

  /** However far apart its ends are, a curve is checked everywhere. */
  @Test
  void route_longWayBehindOneBox_goesAround() {
    Box source = box(0, 0);
    box(1_000, 0);

    assertThat(between(source, box(9_000, 0)).text()).startsWith("M160,54L");
  }

  @Test
  void route_withoutAWayAround_isACurve() {
    Box source = box(0, 0);
    box(165, 0);

    assertThat(between(source, box(600, 0)).text()).startsWith("M160,54C");
  }

  @Test
  void route_back_runsBetweenTheBoxesBelow() {
    Box source = box(300, 0);
    Box target = box(0, 100);
    box(300, 100);

    assertThat(between(source, target).text()).contains("L-14,90Q-24,90 -24,100");
  }

  @Test
  void route_back_toABoxBeside_runsBelowBoth() {
    ConnectionPath path = between(box(300, 0), box(0, 40));

    assertThat(path.bottom()).isEqualTo(40 + 68 + 22);
    assertThat(path.left()).isEqualTo(-24);
    assertThat(path.right()).isEqualTo(484);
  }

  /** The straight way down to the target would run behind a box below the source. */
  @Test
  void route_backWithABoxAboveTheTarget_usesTheGapBesideIt() {
    Box source = box(300, 0);
    box(300, 120);
    Box target = box(340, 300);

    ConnectionPath path = between(source, target);

    assertThat(path.text()).contains("L292,").doesNotContain("L316,");
    assertThat(path.left()).isEqualTo(292);
  }

  @Test
  void route_behindTwoRows_usesTwoLanes() {
    Box source = box(0, 0);
    for (int column = 0; column < 6; column++) {
      box(300 + column * 200, 0);
      box(200 + column * 200, 200);
    }
    Box target = box(1_600, 400);
    box(1_340, 400);

    String path = between(source, target).text();

    assertThat(path).startsWith("M160,54L");
    assertThat(path.chars().filter(each -> each == 'Q').count()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void route_otherEnds_keepTheirDistance() {
    Box one = box(900, 0);
    Box other = box(900, 100);
    Box target = box(0, 300);
    Box otherTarget = box(0, 500);
    Router router = new Router(new Obstacles(boxes));

    ConnectionPath first = between(router, one, target);
    ConnectionPath second = between(router, other, otherTarget);

    assertThat(first.left()).isEqualTo(-24);
    assertThat(second.left()).isEqualTo(-31);
  }

  @Test
  void route_sameSource_sharesItsLines() {
    Box source = box(900, 0);
    Box target = box(0, 300);
    Box other = box(0, 500);
    Router router = new Router(new Obstacles(boxes));

    assertThat(between(router, source, target).left()).isEqualTo(-24);
    assertThat(between(router, source, other).left()).isEqualTo(-24);
  }
}

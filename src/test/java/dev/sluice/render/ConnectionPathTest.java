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
final class ConnectionPathTest {

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

  private ConnectionPath between(Box source, Box target, int number) {
    return ConnectionPath.between(source, "out", target, "in", number, new Obstacles(boxes));
  }

  @Test
  void path_toTheRight_isACurve() {
    String path = between(box(0, 0), box(400, 0), 0).text();

    assertThat(path).isEqualTo("M160,54C280,54 280,54 400,54");
  }

  @Test
  void path_hiddenByABox_goesAround() {
    Box source = box(0, 0);
    box(300, 0);

    ConnectionPath path = between(source, box(600, 0), 0);

    assertThat(path.text())
        .isEqualTo(
            "M160,54L174,54Q184,54 184,64L184,66Q184,76 194,76L566,76Q576,76 576,66L576,64Q576,54"
                + " 586,54L600,54");
    assertThat(path.bottom()).isEqualTo(76);
  }

  @Test
  void path_withoutAWayAround_isACurve() {
    Box source = box(0, 0);
    box(100, -66);
    box(170, 60);
    box(300, 0);

    assertThat(between(source, box(600, 0), 0).text()).startsWith("M160,54C");
  }

  @Test
  void path_back_runsBetweenTheBoxesBelow() {
    Box source = box(300, 0);
    Box target = box(0, 100);
    box(300, 100);

    ConnectionPath path = between(source, target, 5);

    assertThat(path.text()).contains("L-14,76Q-24,76 -24,86");
    assertThat(between(source, target, 0).text()).contains("L-14,90Q-24,90 -24,100");
  }

  @Test
  void path_back_toABoxBeside_runsBelowBoth() {
    ConnectionPath path = between(box(300, 0), box(0, 40), 1);

    assertThat(path.bottom()).isEqualTo(40 + 68 + 22 + 7);
    assertThat(path.left()).isEqualTo(-24);
    assertThat(path.right()).isEqualTo(484);
  }
}

package dev.sluice.render;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which nodes and frames are in which frame, for layouts that move a frame with its content. Each
 * block is in at most one other: a node that is in two frames, neither of which contains the other,
 * belongs to the smaller one, or else to the earlier one. Frames are placed from the innermost to
 * the outermost, so that a layout only ever places blocks beside each other.
 */
final class FrameNesting {

  /** The content of each frame that has any, from the innermost to the outermost. */
  private final Map<Frame, List<Block>> content = new LinkedHashMap<>();

  private final List<? extends Block> top;

  FrameNesting(List<Box> boxes, List<Frame> frames) {
    Block[] outermost = boxes.toArray(Block[]::new);
    frames.stream()
        .filter(frame -> !frame.nodes.isEmpty())
        .sorted(Comparator.comparingInt(frame -> frame.nodes.size()))
        .forEach(frame -> fill(frame, outermost));
    top = List.copyOf(new LinkedHashSet<>(List.of(outermost)));
  }

  private void fill(Frame frame, Block[] outermost) {
    Set<Box> nodes = Set.copyOf(frame.nodes);
    Set<Block> members = new LinkedHashSet<>();
    for (Box box : frame.nodes) {
      Block block = outermost[box.number];
      boolean isInside = !(block instanceof Frame inner) || nodes.containsAll(inner.nodes);
      if (isInside) {
        members.add(block);
      }
    }
    if (!members.isEmpty()) {
      content.put(frame, List.copyOf(members));
      for (Box box : frame.nodes) {
        if (members.contains(outermost[box.number])) {
          outermost[box.number] = frame;
        }
      }
    }
  }

  /** The frames that have content. */
  Set<Frame> frames() {
    return content.keySet();
  }

  /**
   * Places everything.
   *
   * @param beside places blocks so that none covers another
   * @param around gives a frame its place around its content
   */
  void place(Consumer<List<? extends Block>> beside, FramePlacement around) {
    Map<Frame, double[]> before = new LinkedHashMap<>();
    content.forEach(
        (frame, members) -> {
          beside.accept(members);
          around.place(frame, members);
          before.put(frame, new double[] {frame.x, frame.y});
        });
    beside.accept(top);
    List<Frame> outermostFirst = new ArrayList<>(content.keySet());
    Collections.reverse(outermostFirst);
    for (Frame frame : outermostFirst) {
      double[] at = Objects.requireNonNull(before.get(frame));
      for (Block member : Objects.requireNonNull(content.get(frame))) {
        member.x += frame.x - at[0];
        member.y += frame.y - at[1];
      }
    }
  }

  /** Gives a frame its place around blocks that have theirs. */
  interface FramePlacement {

    void place(Frame frame, List<Block> members);
  }
}

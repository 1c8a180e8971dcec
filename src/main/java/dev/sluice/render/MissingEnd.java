package dev.sluice.render;

import dev.sluice.model.Connection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the end of a connection is drawn whose node does not exist: a short line beside the node at
 * its other end, with a label. The label is below that node if another one is in its way.
 *
 * @param from where the line begins, at a port
 * @param to where it ends, at a cross
 * @param labelX the label begins here, or ends here if it is aligned to the right
 * @param labelY the base line of the label
 * @param alignsRight whether the label ends at {@code labelX}
 */
record MissingEnd(
    String label,
    double from,
    double to,
    double y,
    double labelX,
    double labelY,
    boolean alignsRight) {

  private static final double LENGTH = 48;
  private static final double SHORT_LENGTH = 16;
  private static final double BESIDE = 10;
  private static final double LINE = 14;

  /**
   * The missing end of a connection.
   *
   * @param source the node at its source; null if that is missing
   * @param target the node at its target, which is not null if the source is
   * @param below the number of labels below this node
   */
  static MissingEnd of(
      Connection connection, @Nullable Box source, @Nullable Box target, List<Box> all, int below) {
    if (source != null) {
      double y = source.outputY(connection.sourcePort());
      return of(connection.targetNode(), source, source.right(), 1, y, all, below);
    }
    Box existing = Objects.requireNonNull(target);
    double y = existing.inputY(connection.targetPort());
    return of(connection.sourceNode(), existing, existing.x, -1, y, all, below);
  }

  private static MissingEnd of(
      String name, Box box, double from, int direction, double y, List<Box> all, int below) {
    String label = TextWidth.fit(name + " is missing", Box.MOST_WIDTH, Box.TYPE_SIZE, false);
    double beside = from + direction * (LENGTH + BESIDE);
    double far = beside + direction * TextWidth.of(label, Box.TYPE_SIZE, false);
    boolean isFree =
        all.stream()
            .noneMatch(
                other ->
                    other != box
                        && other.x < Math.max(from, far)
                        && other.right() > Math.min(from, far)
                        && other.y < y + LINE / 2
                        && other.bottom() > y - LINE / 2);
    return isFree
        ? new MissingEnd(label, from, from + direction * LENGTH, y, beside, y + 4, direction < 0)
        : new MissingEnd(
            label,
            from,
            from + direction * SHORT_LENGTH,
            y,
            from,
            box.bottom() + LINE * (below + 1),
            direction > 0);
  }

  boolean isLabelledBelow() {
    return labelY > y + LINE;
  }

  double left() {
    double start = alignsRight ? labelX - TextWidth.of(label, Box.TYPE_SIZE, false) : labelX;
    return Math.min(start, Math.min(from, to) - 4);
  }

  double right() {
    double end = alignsRight ? labelX : labelX + TextWidth.of(label, Box.TYPE_SIZE, false);
    return Math.max(end, Math.max(from, to) + 4);
  }
}

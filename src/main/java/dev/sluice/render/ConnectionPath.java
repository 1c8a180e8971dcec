package dev.sluice.render;

/**
 * The way of a connection: a curve to the right, or around below if its target is not to the right.
 * Coordinates are those of the picture.
 */
final class ConnectionPath {

  private static final double LEAST_REACH = 40;
  private static final double MOST_REACH = 200;
  private static final double CORNER = 10;
  private static final double BESIDE = 24;
  private static final double BELOW = 22;
  private static final double LANE = 7;
  private static final int LANES = 6;

  final double fromX;
  final double fromY;
  final double toX;
  final double toY;

  /** The height of the lane of a connection that leads back. */
  private final double lane;

  private ConnectionPath(double fromX, double fromY, double toX, double toY, double lane) {
    this.fromX = fromX;
    this.fromY = fromY;
    this.toX = toX;
    this.toY = toY;
    this.lane = lane;
  }

  /** The way from an output to an input; connections with other numbers use other lanes. */
  static ConnectionPath between(Box source, String output, Box target, String input, int number) {
    double offset = BELOW + LANE * (number % LANES);
    boolean isBetween = source.bottom() + offset + CORNER < target.y;
    double bottom = isBetween ? source.bottom() : Math.max(source.bottom(), target.bottom());
    return new ConnectionPath(
        source.right(), source.outputY(output), target.x, target.inputY(input), bottom + offset);
  }

  boolean isBack() {
    return toX < fromX + BESIDE;
  }

  double left() {
    return isBack() ? Math.min(fromX, toX - BESIDE) : Math.min(fromX, toX);
  }

  double right() {
    return isBack() ? Math.max(fromX + BESIDE, toX) : Math.max(fromX, toX);
  }

  double bottom() {
    return isBack() ? Math.max(lane, toY) : Math.max(fromY, toY);
  }

  /** The path as SVG. */
  String text() {
    return isBack() ? around() : curve();
  }

  private String curve() {
    double reach = Math.max(LEAST_REACH, Math.min(MOST_REACH, (toX - fromX) / 2));
    return "M"
        + point(fromX, fromY)
        + "C"
        + point(fromX + reach, fromY)
        + " "
        + point(toX - reach, toY)
        + " "
        + point(toX, toY);
  }

  private String around() {
    double right = fromX + BESIDE;
    double left = toX - BESIDE;
    double up = lane < toY ? CORNER : -CORNER;
    return "M"
        + point(fromX, fromY)
        + "H"
        + Markup.text(right - CORNER)
        + quarter(right, fromY, right, fromY + CORNER)
        + "V"
        + Markup.text(lane - CORNER)
        + quarter(right, lane, right - CORNER, lane)
        + "H"
        + Markup.text(left + CORNER)
        + quarter(left, lane, left, lane + up)
        + "V"
        + Markup.text(toY - up)
        + quarter(left, toY, left + CORNER, toY)
        + "H"
        + Markup.text(toX);
  }

  /** A rounded corner at a point. */
  private static String quarter(double x, double y, double endX, double endY) {
    return "Q" + point(x, y) + " " + point(endX, endY);
  }

  private static String point(double x, double y) {
    return Markup.text(x) + "," + Markup.text(y);
  }
}

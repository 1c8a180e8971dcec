package dev.sluice.render;

import dev.sluice.model.DataType;

/** The shapes of ports, which differ by type also without colour. */
final class PortShape {

  private PortShape() {}

  /** The shape of a type around the origin, as the data of an SVG path. */
  static String of(DataType type) {
    return switch (type) {
      case EXEC -> "M-4,-5L5,0L-4,5Z";
      case STRING -> "M-4.5,0A4.5,4.5 0 1 1 4.5,0A4.5,4.5 0 1 1 -4.5,0Z";
      case NUMBER, INTEGER, FLOAT -> "M0,-5.5L5.5,0L0,5.5L-5.5,0Z";
      case BOOLEAN -> "M-5,2.5A5,5 0 0 1 5,2.5Z";
      case LIST -> "M-4.5,-4.5H4.5V4.5H-4.5Z";
      case DICT -> "M-5.5,0L-2.7,-4.7H2.7L5.5,0L2.7,4.7H-2.7Z";
      case ANY -> "M-4,0A4,4 0 1 1 4,0A4,4 0 1 1 -4,0Z";
      default -> "M0,-5.5L5.2,-1.7L3.2,4.5H-3.2L-5.2,-1.7Z";
    };
  }
}

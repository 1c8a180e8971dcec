package dev.sluice.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaletteTest {

  private static final Set<Palette> HEADERS = EnumSet.range(Palette.CONTROL, Palette.FAILURE);

  @Test
  void text_onEverythingItIsDrawnOn_hasAContrastOfFourAndAHalf() {
    for (Palette ground : HEADERS) {
      assertThatContrastIsAtLeast(4.5, Palette.TEXT, ground);
      assertThatContrastIsAtLeast(4.5, Palette.MUTED, ground);
    }
    for (Palette ground : EnumSet.of(Palette.CANVAS, Palette.NODE)) {
      assertThatContrastIsAtLeast(4.5, Palette.TEXT, ground);
      assertThatContrastIsAtLeast(4.5, Palette.MUTED, ground);
      assertThatContrastIsAtLeast(4.5, Palette.ERROR, ground);
    }
    for (Palette severity : EnumSet.of(Palette.ERROR, Palette.WARNING, Palette.INFO)) {
      HEADERS.forEach(header -> assertThatContrastIsAtLeast(4.5, severity, header));
    }
  }

  @Test
  void marks_onCanvasAndNodes_haveAContrastOfThree() {
    for (Palette mark : EnumSet.range(Palette.EDGE, Palette.HANDLE)) {
      if (mark == Palette.ON_SEVERITY) {
        continue;
      }
      assertThatContrastIsAtLeast(3, mark, Palette.CANVAS);
      assertThatContrastIsAtLeast(3, mark, Palette.NODE);
    }
    for (Palette severity : EnumSet.of(Palette.ERROR, Palette.WARNING, Palette.INFO)) {
      assertThatContrastIsAtLeast(4.5, Palette.ON_SEVERITY, severity);
    }
  }

  private static void assertThatContrastIsAtLeast(double least, Palette mark, Palette ground) {
    assertThat(contrast(mark.light(), ground.light()))
        .as("light: %s on %s", mark, ground)
        .isGreaterThanOrEqualTo(least);
    assertThat(contrast(mark.dark(), ground.dark()))
        .as("dark: %s on %s", mark, ground)
        .isGreaterThanOrEqualTo(least);
  }

  private static double contrast(String one, String other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
  }

  private static double channel(String colour, int at) {
    double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}

package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageFinderTest {

  private static final int[] OFFSETS = {0, 3, 4, 900, 1500, 1501, 2999, 3000, 5398, 5399};

  @Test
  void anyCutIntoChunks_givesTheSamePassages() {
    byte[] document =
        ("\uFEFF{\"漢\":😀\n\"long\": " + "x€".repeat(1344)).getBytes(StandardCharsets.UTF_8);
    assertThat(document.length).isEqualTo(OFFSETS[OFFSETS.length - 1]);
    List<String> whole = passages(document, document.length);

    for (int size : new int[] {1, 2, 3, 7, 511, 512, 513, 1024, 4000}) {
      assertThat(passages(document, size)).as("chunks of %d", size).isEqualTo(whole);
    }
    assertThat(whole).hasSize(OFFSETS.length);
  }

  @Test
  void charOffset_countsCodePointsWithoutTheByteOrderMark() {
    PassageFinder finder = finder(3, 4, 8, 12);
    finder.take(ByteBuffer.wrap("\uFEFFaé€😀z".getBytes(StandardCharsets.UTF_8)));
    finder.finish();

    assertThat(finder.found()).extracting(Passage::charOffset).containsExactly(0L, 1L, 3L, 4L);
  }

  @Test
  void placeBehindTheEnd_hasNoPassage() {
    PassageFinder finder = finder(1, 4);
    finder.take(ByteBuffer.wrap(new byte[] {'a', 'b', 'c'}));
    finder.finish();

    assertThat(finder.found()).hasSize(1);
    assertThat(finder.isDone()).isFalse();
  }

  @Test
  void finder_withoutPlacesLeft_needsNoMoreChunks() {
    PassageFinder finder = finder(1);
    finder.take(ByteBuffer.wrap(new byte[PassageFinder.REACH]));
    assertThat(finder.isDone()).isFalse();
    finder.take(ByteBuffer.wrap(new byte[2]));
    assertThat(finder.isDone()).isTrue();
  }

  private static PassageFinder finder(int... offsets) {
    List<Place> places = new ArrayList<>();
    for (int offset : offsets) {
      places.add(new Place(1, 1, offset));
    }
    return new PassageFinder(places);
  }

  private static List<String> passages(byte[] document, int size) {
    PassageFinder finder = finder(OFFSETS);
    for (int from = 0; from < document.length; from += size) {
      finder.take(ByteBuffer.wrap(document, from, Math.min(size, document.length - from)));
    }
    finder.finish();
    return finder.found().stream()
        .map(
            passage ->
                new String(passage.shown(), StandardCharsets.ISO_8859_1)
                    + passage.at()
                    + passage.isCutBefore()
                    + passage.isCutAfter()
                    + passage.charOffset())
        .toList();
  }
}

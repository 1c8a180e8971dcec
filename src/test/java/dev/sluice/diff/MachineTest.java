package dev.sluice.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.diff.Machine.Divergence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The machine finds planted faults, makes them small, and finds none where there is none. */
class MachineTest {

  /** A chunk that begins with a comma loses it together with the member behind it. */
  private static final Way LOSES_A_MEMBER =
      Way.of(
          "loses a member that begins a chunk",
          (policy, subject) ->
              Way.tries(Policy::plain, Subject::whole).apply(policy, withoutMember(subject)));

  @Test
  void run_wayThatLosesAMemberWhenCut_isFoundAndMinimised() {
    List<Divergence> found = new ArrayList<>();
    try (Machine machine = new Machine(List.of(LOSES_A_MEMBER), Machine.STEPS_OF_MINIMISING)) {
      for (long seed = 1; found.isEmpty() && seed < 5_000; seed++) {
        found.addAll(machine.run(seed));
      }
    }

    assertThat(found).hasSize(1);
    Subject smallest = found.get(0).subject();
    assertThat(smallest.cuts()).hasSize(1);
    assertThat(smallest.bytes()).hasSizeLessThan(120);
    assertThat(smallest.bytes()[smallest.cuts()[0]]).isEqualTo((byte) ',');
  }

  @Test
  void run_subjectOfASeed_isTheSameEachTime() {
    for (long seed = 1; seed < 100; seed++) {
      assertThat(Minimiser.text(Subject.of(seed))).isEqualTo(Minimiser.text(Subject.of(seed)));
    }
  }

  @Test
  void minimise_faultOfTwoBytesAndACut_leavesThese() {
    byte[] bytes = "....a.......b....".getBytes(StandardCharsets.UTF_8);
    Minimiser minimiser =
        new Minimiser(
            subject -> {
              String text = new String(subject.bytes(), StandardCharsets.UTF_8);
              int from = text.indexOf('a');
              int to = text.indexOf('b');
              return from >= 0
                  && to > from
                  && Optional.of(subject.cuts())
                      .filter(cuts -> cuts.length > 0 && cuts[0] > from && cuts[0] <= to)
                      .isPresent();
            },
            1_000);

    Subject smallest = minimiser.minimise(new Subject(bytes, false, 6, 9, 15));

    assertThat(Minimiser.text(smallest)).isEqualTo("plain [1] ab");
  }

  private static Subject withoutMember(Subject subject) {
    for (int cut : subject.cuts()) {
      if (cut < subject.bytes().length && subject.bytes()[cut] == ',') {
        int end = cut + 1;
        while (end < subject.bytes().length && ",}]".indexOf(subject.bytes()[end]) < 0) {
          end++;
        }
        return subject.without(cut, end);
      }
    }
    return subject;
  }
}

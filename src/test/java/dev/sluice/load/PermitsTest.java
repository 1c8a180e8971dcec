package dev.sluice.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PermitsTest {

  private final List<String> granted = new ArrayList<>();

  private static Permits permits(int count, int waiting) {
    return new Permits(count, waiting, () -> new IllegalStateException("full"));
  }

  private static int free(Permits permits) {
    int free = 0;
    while (permits.permit().tryTake()) {
      free++;
    }
    return free;
  }

  private Permits.Permit waiting(Permits permits, String name) {
    Permits.Permit permit = permits.permit();
    permit.taken().subscribe(any -> {}, e -> granted.add(name + " " + e.getMessage()));
    return permit;
  }

  private Permits.Permit noting(Permits permits, String name) {
    Permits.Permit permit = permits.permit();
    permit.taken().doOnSuccess(none -> granted.add(name)).subscribe();
    return permit;
  }

  private static Permits.Permit taken(Permits permits) {
    Permits.Permit permit = permits.permit();
    assertThat(permit.tryTake()).isTrue();
    return permit;
  }

  @Test
  void taken_noneFree_isGrantedInTheOrderOfWaiting() {
    Permits permits = permits(1, 3);
    Permits.Permit first = taken(permits);
    Permits.Permit second = noting(permits, "second");
    Permits.Permit third = noting(permits, "third");

    first.release();
    assertThat(granted).containsExactly("second");
    assertThat(permits.permit().tryTake()).isFalse();

    second.release();
    third.release();
    assertThat(granted).containsExactly("second", "third");
    assertThat(free(permits)).isEqualTo(1);
  }

  @Test
  void taken_moreThanMayWait_fails() {
    Permits permits = permits(1, 1);
    Permits.Permit first = taken(permits);
    Permits.Permit second = waiting(permits, "second");
    Permits.Permit third = waiting(permits, "third");

    assertThat(granted).containsExactly("third full");
    third.release();
    second.release();
    first.release();
    assertThat(free(permits)).isEqualTo(1);
  }

  @Test
  void release_whileWaiting_leavesTheQueue() {
    Permits permits = permits(1, 1);
    Permits.Permit first = taken(permits);
    waiting(permits, "second").release();

    noting(permits, "third");
    first.release();

    assertThat(granted).containsExactly("third");
  }

  @Test
  void taken_cancelled_leavesTheQueue() {
    Permits permits = permits(1, 1);
    Permits.Permit first = taken(permits);
    permits.permit().taken().subscribe().dispose();

    noting(permits, "second");
    first.release();

    assertThat(granted).containsExactly("second");
  }

  @Test
  void taken_cancelledWhileItIsSubscribed_leavesTheQueue() {
    Permits permits = permits(1, 1);
    Permits.Permit first = taken(permits);
    Permits.Permit second = permits.permit();

    second.taken().doOnSubscribe(any -> second.release()).subscribe();
    noting(permits, "third");
    first.release();

    assertThat(granted).containsExactly("third");
  }

  @Test
  void release_repeatedly_countsOnce() {
    Permits permits = permits(2, 0);
    Permits.Permit first = taken(permits);

    first.release();
    first.release();

    assertThat(free(permits)).isEqualTo(2);
  }

  @Test
  void release_beforeItIsTaken_takesNothing() {
    Permits permits = permits(1, 0);
    Permits.Permit first = permits.permit();

    first.release();

    assertThat(first.tryTake()).isTrue();
    StepVerifier.create(first.taken()).verifyComplete();
    assertThat(free(permits)).isEqualTo(1);
  }

  @Test
  void release_eachWaiterGivesBackAtOnce_doesNotNest() {
    Permits permits = permits(1, 100_000);
    Permits.Permit first = taken(permits);
    IntStream.range(0, 100_000)
        .forEach(
            number -> {
              Permits.Permit permit = permits.permit();
              permit.taken().doOnSuccess(none -> permit.release()).subscribe();
            });

    first.release();

    assertThat(free(permits)).isEqualTo(1);
  }

  @Test
  void release_aWaiterThrows_grantsTheOthers() {
    Permits permits = permits(1, 2);
    Permits.Permit first = taken(permits);
    Permits.Permit broken = permits.permit();
    Mono<Object> failing = broken.taken();
    failing
        .doOnTerminate(
            () -> {
              broken.release();
              throw new StackOverflowError("made up");
            })
        .subscribe();
    noting(permits, "third");

    assertThatThrownBy(first::release).isInstanceOf(StackOverflowError.class);

    assertThat(granted).containsExactly("third");
  }
}

package dev.sluice.fatal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.WorkflowException;
import dev.sluice.fatal.Exercises.Exercise;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.LoadEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/**
 * Wherever in the product memory or the stack runs out or a class is missing, the subscriber is
 * signalled once, nothing stays open, and the next subscriber gets its result.
 *
 * <p>Each method that an exercise passes and no earlier one did is made to throw one of the errors,
 * in turn; with {@code -Dsluice.fatal=all}, each method of each exercise is made to throw each.
 */
class FatalAnywhereTest {

  private static final boolean ALL = "all".equals(System.getProperty("sluice.fatal"));
  private static final Set<FindingCode> EXPLAINS =
      EnumSet.of(FindingCode.HOST_RULE, FindingCode.NODE_CREATION_FAILED, FindingCode.INTERNAL);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** The guards themselves: nothing is around them but code of others. */
  private static final Pattern OUTERMOST =
      Pattern.compile(
          "dev\\.sluice\\.flow\\.(Boundary\\$\\d\\.subscribe|Boundary\\.(cross|run)|BoundarySubscriber\\.on"
              + "|GuardedScheduler\\.lambda).*");

  private static final Pattern CLOSE_OF_STAGE =
      Pattern.compile("dev\\.sluice\\.(?!source|flow).*\\.close\\(.*");

  private static final Set<String> CLOSING =
      Set.of(
          "tryLoad of zstd",
          "events of a publisher",
          "cached file, missed",
          "cached publisher, missed",
          "two at once of a cached file",
          "update");

  /** The most stages of an exercise that share the implementation of close. */
  private static final int MOST_STAGES = 5;

  @Test
  void everyMethod_throwsAFatalError_endsTheSubscriberOnce(@TempDir Path directory)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    Set<String> tried = new HashSet<>();
    int thrown = 0;
    try (Spots spots = new Spots();
        Exercises exercises = new Exercises(directory)) {
      for (Exercise exercise : exercises.all()) {
        Trial trial = new Trial(spots, exercises, exercise);
        for (String spot : trial.passed()) {
          if (ALL || tried.add(spot)) {
            trial.errorsAt(spot).forEach(error -> wrong.addAll(trial.run(spot, error)));
          }
        }
        thrown += trial.thrown();
      }
    }
    assertThat(thrown).isGreaterThan(1_000);
    assertThat(wrong).isEmpty();
  }

  /** Reactor treats an error that is not fatal in another way. */
  @Test
  void closeOfAnyStage_throws_endsTheSubscriberOnce(@TempDir Path directory) throws Exception {
    List<String> wrong = new ArrayList<>();
    int thrown = 0;
    try (Spots spots = new Spots();
        Exercises exercises = new Exercises(directory)) {
      for (Exercise exercise : exercises.all()) {
        if (!ALL && !CLOSING.contains(exercise.name())) {
          continue;
        }
        Trial trial = new Trial(spots, exercises, exercise);
        for (String spot : trial.passed()) {
          if (CLOSE_OF_STAGE.matcher(spot).matches()) {
            for (int time = 1; time <= MOST_STAGES; time++) {
              wrong.addAll(trial.run(spot, time, new AssertionError("made up")));
            }
          }
        }
        thrown += trial.thrown();
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(thrown).isGreaterThan(20);
  }

  /** One exercise, in which errors are thrown. */
  private static final class Trial {
    private final Spots spots;
    private final Exercises exercises;
    private final Exercise exercise;
    private final List<Object> sound;
    private final Set<String> passed;
    private int thrown;

    Trial(Spots spots, Exercises exercises, Exercise exercise) {
      this.spots = spots;
      this.exercises = exercises;
      this.exercise = exercise;
      ask();
      sound = ask().said();
      exercise.prepared().run();
      passed = spots.passedBy(() -> new End().of(exercise));
    }

    Set<String> passed() {
      return passed;
    }

    int thrown() {
      return thrown;
    }

    List<Error> errorsAt(String spot) {
      List<Error> errors =
          List.of(
              new OutOfMemoryError("made up"),
              new StackOverflowError("made up"),
              new NoClassDefFoundError("made up"));
      return ALL ? errors : List.of(errors.get(Math.floorMod(spot.hashCode(), errors.size())));
    }

    /** What is wrong when an error is thrown, and after that. */
    List<String> run(String spot, Error error) {
      return run(spot, 1, error);
    }

    List<String> run(String spot, int time, Error error) {
      exercise.prepared().run();
      End end = new End();
      if (!spots.throwAt(spot, time, error, () -> end.of(exercise))) {
        return List.of();
      }
      thrown++;
      List<String> wrong = new ArrayList<>();
      end.fault(sound)
          .filter(fault -> end.ends.get() == 1 || !OUTERMOST.matcher(spot).matches())
          .ifPresent(wrong::add);
      if (exercises.openFiles() != 0) {
        wrong.add("a file is open");
      }
      ask().fault(sound).ifPresent(fault -> wrong.add("afterwards " + fault));
      return wrong.stream()
          .map(what -> exercise + ", " + error + " at " + spot + " " + time + ": " + what)
          .toList();
    }

    private End ask() {
      exercise.prepared().run();
      return new End().of(exercise);
    }
  }

  /** A subscriber that records how its work ended. */
  private static final class End implements CoreSubscriber<Object> {
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger ends = new AtomicInteger();
    private final List<Object> answers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Throwable failure;
    private boolean threw;

    End of(Exercise exercise) {
      Publisher<?> publisher;
      try {
        publisher = exercise.asked().get();
      } catch (RuntimeException e) {
        onError(e);
        return this;
      } catch (Error e) {
        // without a subscriber, the method itself throws
        onError(new LoaderFailedException(Finding.of(FindingCode.INTERNAL, "not asked"), e));
        return this;
      }
      try {
        publisher.subscribe(this);
        if (!over.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
          return this; // without an end, which is its fault
        }
      } catch (Error e) {
        threw = true;
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return this;
    }

    List<Object> said() {
      return answers.stream()
          // how the events before the last are grouped depends on the chunks' timing
          .filter(answer -> !(answer instanceof LoadEvent) || answer instanceof LoadEvent.Loaded)
          .map(Exercises::said)
          .toList();
    }

    /** What is wrong about it; {@code sound} is what is said where nothing is thrown. */
    Optional<String> fault(List<Object> sound) {
      Throwable why = failure;
      if (threw || ends.get() != 1) {
        return Optional.of(threw ? "subscribing throws" : ends + " ends");
      }
      if (why == null) {
        return said().equals(sound) || isExplained()
            ? Optional.empty()
            : Optional.of("it says " + said());
      }
      return why instanceof WorkflowException typed && EXPLAINS.contains(typed.code())
          ? Optional.empty()
          : Optional.of("it fails with " + why);
    }

    /** Whether a finding says so: a host's rule or factory may be to blame, or one file of many. */
    private boolean isExplained() {
      return answers.stream()
          .flatMap(answer -> Exercises.found(answer).stream())
          .anyMatch(finding -> EXPLAINS.contains(finding.code()));
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object answer) {
      answers.add(answer);
    }

    @Override
    public void onError(Throwable why) {
      failure = why;
      onComplete();
    }

    @Override
    public void onComplete() {
      ends.incrementAndGet();
      over.countDown();
    }
  }
}

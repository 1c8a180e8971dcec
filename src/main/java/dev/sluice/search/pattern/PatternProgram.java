package dev.sluice.search.pattern;

import dev.sluice.search.pattern.PatternSyntax.At;
import dev.sluice.search.pattern.PatternSyntax.Choice;
import dev.sluice.search.pattern.PatternSyntax.One;
import dev.sluice.search.pattern.PatternSyntax.Position;
import dev.sluice.search.pattern.PatternSyntax.Repeat;
import dev.sluice.search.pattern.PatternSyntax.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The instructions of a nondeterministic automaton; the last one accepts. */
final class PatternProgram {

  /** The maximum number of instructions, which bounds the cost of a match. */
  static final int MOST = 2_000;

  private final List<Step> steps = new ArrayList<>();

  private PatternProgram() {}

  /** One instruction. */
  sealed interface Step {

    /** Consumes a code point. */
    record Take(IntPredicate accepted) implements Step {}

    /** Continues at one of two instructions, the first one preferred. */
    record Fork(int preferred, int other) implements Step {}

    /** Continues if the position fulfils a condition. */
    record Check(Position position) implements Step {}

    /** Ends a match. */
    record Accept() implements Step {}
  }

  /**
   * The program for a pattern.
   *
   * @throws InvalidPatternException if it is too large
   */
  static PatternProgram of(PatternSyntax syntax) {
    PatternProgram program = new PatternProgram();
    program.emit(syntax);
    program.add(new Step.Accept());
    return program;
  }

  int size() {
    return steps.size();
  }

  Step at(int index) {
    return steps.get(index);
  }

  private int add(Step step) {
    if (steps.size() >= MOST) {
      throw new InvalidPatternException(
          0, "the pattern is too large: with its repetitions it has more than " + MOST + " steps");
    }
    steps.add(step);
    return steps.size() - 1;
  }

  private void emit(PatternSyntax syntax) {
    if (syntax instanceof One one) {
      add(new Step.Take(one.accepted()));
    } else if (syntax instanceof At at) {
      add(new Step.Check(at.position()));
    } else if (syntax instanceof Sequence sequence) {
      sequence.parts().forEach(this::emit);
    } else if (syntax instanceof Choice choice) {
      emitChoice(choice.parts());
    } else if (syntax instanceof Repeat repeat) {
      emitRepeat(repeat);
    }
  }

  private void emitChoice(List<PatternSyntax> parts) {
    List<Integer> jumps = new ArrayList<>();
    for (int i = 0; i < parts.size() - 1; i++) {
      int fork = add(new Step.Fork(0, 0));
      emit(parts.get(i));
      jumps.add(add(new Step.Fork(0, 0)));
      steps.set(fork, new Step.Fork(fork + 1, steps.size()));
    }
    emit(parts.get(parts.size() - 1));
    int end = steps.size();
    jumps.forEach(jump -> steps.set(jump, new Step.Fork(end, end)));
  }

  private void emitRepeat(Repeat repeat) {
    for (int i = 0; i < repeat.least(); i++) {
      emit(repeat.part());
    }
    if (repeat.most() < 0) {
      int fork = add(new Step.Fork(0, 0));
      emit(repeat.part());
      add(new Step.Fork(fork, fork));
      steps.set(fork, fork(fork + 1, steps.size(), repeat.lazy()));
      return;
    }
    List<Integer> forks = new ArrayList<>();
    for (int i = repeat.least(); i < repeat.most(); i++) {
      forks.add(add(new Step.Fork(0, 0)));
      emit(repeat.part());
    }
    int end = steps.size();
    forks.forEach(fork -> steps.set(fork, fork(fork + 1, end, repeat.lazy())));
  }

  private static Step.Fork fork(int more, int end, boolean lazy) {
    return lazy ? new Step.Fork(end, more) : new Step.Fork(more, end);
  }
}

package dev.sluice.diff;

import dev.sluice.LoadResult;
import dev.sluice.Preview;
import dev.sluice.WorkflowLoader;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Packing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One way from bytes to what a loader says of them.
 *
 * @param every taken once for so many subjects
 * @param longest bytes of the subjects it is taken for at most
 * @param packs whether it compresses the bytes, which is not done to those that are compressed
 */
record Way(
    String name, int every, int longest, boolean packs, BiFunction<Policy, Subject, Verdict> say) {

  private static final int SHORT = 600;

  /** Bytes that may be compressed to any size: the limit on the ratio does not apply to so few. */
  private static final int UNDER_ANY_RATIO = 1 << 20;

  private static final SyntaxJudge JUDGE = new SyntaxJudge();

  /** All ways, those that are cheap for every subject. */
  static List<Way> all(Path directory) {
    List<Way> ways = new ArrayList<>();
    ways.add(of("judge of JSON", false, (policy, subject) -> judged(subject)));
    for (boolean cached : new boolean[] {false, true}) {
      String with = cached ? " by a cache" : "";
      Function<Policy, WorkflowLoader> loader = cached ? Policy::cached : Policy::plain;
      ways.add(of("tryLoad cut" + with, tries(loader, Subject::cut)));
      ways.add(of("tryLoad published" + with, tries(loader, Subject::published)));
      ways.add(of("validate" + with, validates(loader, Subject::whole)));
    }
    ways.add(of("tryLoad again by a cache", tries(Policy::cached, Subject::whole)));
    ways.add(of("load cut", loads(Policy::plain, Subject::cut)));
    ways.add(of("read", reads(Policy::plain, Subject::whole)));
    ways.add(of("read cut", reads(Policy::plain, Subject::cut)));
    ways.add(of("validate cut", validates(Policy::plain, Subject::cut)));
    ways.add(of("skeleton", skims(Policy::plain, Subject::whole)));
    ways.add(of("skeleton cut", skims(Policy::plain, Subject::cut)));
    ways.add(of("events", tells(Policy::plain, Subject::whole)));
    ways.add(of("events cut", tells(Policy::plain, Subject::cut)));
    ways.add(of("preview", previews()));
    ways.add(byteByByte("tryLoad byte by byte", tries(Policy::plain, Subject::byteByByte)));
    ways.add(byteByByte("validate byte by byte", validates(Policy::plain, Subject::byteByByte)));
    ways.add(byteByByte("skeleton byte by byte", skims(Policy::plain, Subject::byteByByte)));
    ways.add(byteByByte("events byte by byte", tells(Policy::plain, Subject::byteByByte)));
    for (Packing packing : List.of(Packing.GZIP, Packing.ZSTD)) {
      ways.add(packed(packing + "", tries(Policy::plain, packed(packing, false))));
      ways.add(packed(packing + " cut", tries(Policy::plain, packedAndCut(packing, false))));
      ways.add(packed(packing + " parts", tries(Policy::plain, packed(packing, true))));
      ways.add(packed(packing + " parts cut", tells(Policy::plain, packedAndCut(packing, true))));
    }
    ways.add(seldom("tryLoad cut on threads", tries(Policy::threaded, Subject::cut)));
    ways.add(seldom("events cut on threads", tells(Policy::threaded, Subject::cut)));
    ways.add(unpacked("written and read", Rewriting.inItsForm(Policy::plain)));
    ways.add(unpacked("written canonically and read", Rewriting.canonically(Policy::plain)));
    Path file = directory.resolve("subject");
    ways.add(seldom("tryLoad of a file", tries(Policy::plain, subject -> written(file, subject))));
    ways.add(seldom("file by a cache", tries(Policy::cached, subject -> written(file, subject))));
    ways.add(seldom("skeleton of a file", skims(Policy::plain, subject -> written(file, subject))));
    return ways;
  }

  static Way of(String name, BiFunction<Policy, Subject, Verdict> say) {
    return new Way(name, 1, Integer.MAX_VALUE, false, say);
  }

  private static Way of(String name, boolean packs, BiFunction<Policy, Subject, Verdict> say) {
    return new Way(name, 1, Integer.MAX_VALUE, packs, say);
  }

  private static Way byteByByte(String name, BiFunction<Policy, Subject, Verdict> say) {
    return new Way(name, 2, SHORT, false, say);
  }

  private static Way unpacked(String name, BiFunction<Policy, Subject, Verdict> say) {
    return new Way(name, 2, UNDER_ANY_RATIO, false, say);
  }

  private static Way packed(String name, BiFunction<Policy, Subject, Verdict> say) {
    return new Way(name, 3, UNDER_ANY_RATIO, true, say);
  }

  private static Way seldom(String name, BiFunction<Policy, Subject, Verdict> say) {
    return new Way(name, 40, Integer.MAX_VALUE, false, say);
  }

  /** Whether it is taken for the subject of a seed. */
  boolean takes(long seed, Subject subject) {
    return seed % every == 0
        && subject.bytes().length <= longest
        && !(subject.packed() && (packs || name.startsWith("judge")));
  }

  /** Whether the cuts of a subject make a difference to the bytes that are read. */
  boolean dependsOnCuts() {
    return name.contains("cut");
  }

  /** What every other way must say: one load of one buffer, and one of each other question. */
  static Verdict reference(Policy policy, Subject subject) {
    Verdict reference = tries(Policy::plain, Subject::whole).apply(policy, subject);
    if (!reference.accepted()) {
      loads(Policy::plain, Subject::whole)
          .apply(policy, subject)
          .of(Verdict.Part.FAILURE)
          .ifPresent(failure -> reference.say(Verdict.Part.FAILURE, failure));
    }
    Verdict skeleton = skims(Policy::plain, Subject::whole).apply(policy, subject);
    Verdict events = tells(Policy::plain, Subject::whole).apply(policy, subject);
    reference.copy(Verdict.Part.SKELETON, skeleton);
    reference.copy(Verdict.Part.TOLD, events).copy(Verdict.Part.ORDER, events);
    return reference.say(Verdict.Part.EVENTS, "").say(Verdict.Part.WRITTEN, "").syntax();
  }

  private static Verdict judged(Subject subject) {
    return new Verdict()
        .say(Verdict.Part.SYNTAX, JUDGE.accepts(subject.bytes()) ? "JSON" : "not JSON");
  }

  static BiFunction<Policy, Subject, Verdict> tries(
      Function<Policy, WorkflowLoader> loader, Function<Subject, ByteSource> source) {
    return answered(
        (policy, subject) -> {
          LoadResult result = loader.apply(policy).tryLoad(source.apply(subject)).block();
          return Verdict.of(result);
        });
  }

  private static BiFunction<Policy, Subject, Verdict> loads(
      Function<Policy, WorkflowLoader> loader, Function<Subject, ByteSource> source) {
    return answered(
        (policy, subject) ->
            new Verdict()
                .say(Verdict.Part.ENDING, "accepted")
                .schema(loader.apply(policy).load(source.apply(subject)).block()));
  }

  private static BiFunction<Policy, Subject, Verdict> reads(
      Function<Policy, WorkflowLoader> loader, Function<Subject, ByteSource> source) {
    return answered(
        (policy, subject) ->
            new Verdict().definition(loader.apply(policy).read(source.apply(subject)).block()));
  }

  private static BiFunction<Policy, Subject, Verdict> validates(
      Function<Policy, WorkflowLoader> loader, Function<Subject, ByteSource> source) {
    return answered(
        (policy, subject) ->
            new Verdict().checked(loader.apply(policy).validate(source.apply(subject)).block()));
  }

  private static BiFunction<Policy, Subject, Verdict> skims(
      Function<Policy, WorkflowLoader> loader, Function<Subject, ByteSource> source) {
    return (policy, subject) -> {
      try {
        return skeleton(loader.apply(policy).skeleton(source.apply(subject)).block());
      } catch (WorkflowException e) {
        return Verdict.ofSkeleton(e);
      }
    };
  }

  private static Verdict skeleton(WorkflowSkeleton skeleton) {
    return new Verdict().kind(skeleton.kind()).skeleton(skeleton);
  }

  private static BiFunction<Policy, Subject, Verdict> previews() {
    return answered(
        (policy, subject) -> {
          Preview preview;
          try {
            preview = policy.plain().preview(subject.whole()).block();
          } catch (WorkflowException e) {
            return Verdict.ofSkeleton(e);
          }
          return skeleton(preview.skeleton())
              .say(Verdict.Part.ENDING, "accepted")
              .schema(preview.full().block());
        });
  }

  private static BiFunction<Policy, Subject, Verdict> tells(
      Function<Policy, WorkflowLoader> loader, Function<Subject, ByteSource> source) {
    return (policy, subject) -> {
      EventLedger ledger = new EventLedger();
      try {
        loader.apply(policy).events(source.apply(subject)).doOnNext(ledger).blockLast();
        return ledger.verdict();
      } catch (RuntimeException e) {
        return ledger.verdict(e);
      }
    };
  }

  private static BiFunction<Policy, Subject, Verdict> answered(
      BiFunction<Policy, Subject, Verdict> question) {
    return (policy, subject) -> {
      try {
        return question.apply(policy, subject);
      } catch (RuntimeException e) {
        return Verdict.of(e);
      }
    };
  }

  private static Function<Subject, ByteSource> packed(Packing packing, boolean parts) {
    return subject -> ByteSource.of("", bytes(packing, parts, subject));
  }

  private static Function<Subject, ByteSource> packedAndCut(Packing packing, boolean parts) {
    return subject -> subject.inProportion(bytes(packing, parts, subject));
  }

  private static byte[] bytes(Packing packing, boolean parts, Subject subject) {
    return parts
        ? Packed.inParts(packing, subject.bytes(), subject.cuts())
        : packing.pack(subject.bytes());
  }

  private static ByteSource written(Path file, Subject subject) {
    try {
      Files.write(file, subject.bytes());
      return ByteSource.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How this way contradicts the reference, if it does. */
  Optional<String> difference(Policy policy, Subject subject, Verdict reference) {
    return say.apply(policy, subject).differenceFrom(reference);
  }

  @Override
  public String toString() {
    return name;
  }
}

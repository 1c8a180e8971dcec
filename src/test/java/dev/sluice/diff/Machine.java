package dev.sluice.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The differential machine: takes the subject of a seed all ways, and compares what they say with
 * what the load of one buffer says. For one thread.
 */
final class Machine implements AutoCloseable {

  /** How often a divergence is made smaller, which is enough for it to be read. */
  static final int STEPS_OF_MINIMISING = 1_500;

  private static final Pattern CODE = Pattern.compile("[A-Z]+_[A-Z_]+|TRUNCATED|INTERNAL");

  private final List<Way> ways;
  private final int stepsOfMinimising;
  private final List<Policy> policies = Policy.all();
  private final Set<String> kinds = new HashSet<>();
  private long comparisons;
  private long repeated;

  /** Two ways that disagree about a subject. */
  record Divergence(long seed, Policy policy, Way way, Subject subject, String difference) {
    @Override
    public String toString() {
      return "seed %d, %s, %s: %s%n  minimised to%n  %s%n"
          .formatted(seed, policy, way, excerpt(difference), excerpt(Minimiser.text(subject)));
    }

    private static String excerpt(String text) {
      return text.length() <= 2_500 ? text : text.substring(0, 2_500) + " ... " + text.length();
    }
  }

  /**
   * A machine that compares some ways.
   *
   * @param stepsOfMinimising how many smaller subjects are tried for a divergence at most
   */
  Machine(List<Way> ways, int stepsOfMinimising) {
    this.ways = ways;
    this.stepsOfMinimising = stepsOfMinimising;
  }

  /** How often a way was compared with the reference. */
  long comparisons() {
    return comparisons;
  }

  /** How many divergences were of a kind that had been found before; they are not minimised. */
  long repeated() {
    return repeated;
  }

  /** Takes the subject of a seed all ways, under one policy; each divergence is minimised. */
  List<Divergence> run(long seed) {
    return run(seed, Subject.of(seed), policies.get(Math.floorMod(seed, policies.size())));
  }

  /** Takes a subject all ways, under each policy. */
  List<Divergence> run(Subject subject) {
    List<Divergence> all = new ArrayList<>();
    for (Policy policy : policies) {
      all.addAll(run(0, subject, policy));
    }
    return all;
  }

  /** Takes a subject the cheap ways, under the one policy that its first cut chooses. */
  List<Divergence> runCut(Subject subject) {
    return run(policies.size(), subject, policies.get(subject.cuts()[0] % policies.size()));
  }

  /**
   * Cuts a subject in two at every {@code stride} bytes, and takes it the cheap ways that depend on
   * its cuts, under the policies in turn. The others are the same for every cut.
   */
  List<Divergence> runCuts(Subject subject, int stride) {
    List<Divergence> all = new ArrayList<>();
    Map<Policy, Verdict> references = new HashMap<>();
    List<Way> cutting = ways.stream().filter(Way::dependsOnCuts).toList();
    for (int cut = 0; cut <= subject.bytes().length; cut += stride) {
      Policy policy = policies.get(cut % policies.size());
      Verdict reference = references.computeIfAbsent(policy, any -> Way.reference(policy, subject));
      all.addAll(compare(policies.size(), subject.withCuts(cut), policy, reference, cutting));
    }
    return all;
  }

  private List<Divergence> run(long seed, Subject subject, Policy policy) {
    return compare(seed, subject, policy, Way.reference(policy, subject), ways);
  }

  private List<Divergence> compare(
      long seed, Subject subject, Policy policy, Verdict reference, List<Way> compared) {
    List<Divergence> found = new ArrayList<>();
    for (Way way : compared) {
      if (!way.takes(seed / policies.size(), subject)) {
        continue;
      }
      comparisons++;
      Optional<String> difference = way.difference(policy, subject, reference);
      if (difference.isPresent() && found.isEmpty()) {
        if (kinds.add(way + " " + kind(difference.get()))) {
          found.add(minimised(seed, policy, way, subject));
        } else {
          repeated++;
        }
      }
    }
    return found;
  }

  private Divergence minimised(long seed, Policy policy, Way way, Subject subject) {
    String part = part(policy, way, subject).orElse("");
    Minimiser minimiser =
        new Minimiser(
            smaller -> part(policy, way, smaller).equals(Optional.of(part)), stepsOfMinimising);
    Subject smallest = part.isEmpty() ? subject : minimiser.minimise(subject);
    String difference =
        way.difference(policy, smallest, Way.reference(policy, smallest)).orElse("only once");
    return new Divergence(seed, policy, way, smallest, difference);
  }

  /** The part that differs, with the codes of the findings it speaks of. */
  private static String kind(String difference) {
    TreeSet<String> codes = new TreeSet<>();
    Matcher code = CODE.matcher(difference);
    while (code.find()) {
      codes.add(code.group());
    }
    return difference.substring(0, difference.indexOf('\n')) + codes;
  }

  /** The part of a verdict that differs: a smaller subject must differ in the same. */
  private static Optional<String> part(Policy policy, Way way, Subject subject) {
    return way.difference(policy, subject, Way.reference(policy, subject))
        .map(difference -> difference.substring(0, difference.indexOf('\n')));
  }

  @Override
  public void close() {
    policies.forEach(Policy::close);
  }
}

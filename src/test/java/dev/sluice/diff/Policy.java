package dev.sluice.diff;

import dev.sluice.WorkflowCache;
import dev.sluice.WorkflowLoader;
import dev.sluice.WorkflowLoaderBuilder;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.UnknownTypes;
import dev.sluice.support.Documents;
import java.util.ArrayList;
import java.util.List;
import reactor.core.scheduler.Schedulers;

/**
 * Loaders of the same options: results and findings may depend on these, but not on the way in.
 *
 * @param plain works on the calling thread
 * @param cached likewise, with a cache
 * @param threaded works on a scheduler of its own
 */
record Policy(String name, WorkflowLoader plain, WorkflowLoader cached, WorkflowLoader threaded)
    implements AutoCloseable {

  /** Every profile with every treatment of unknown types, a host's rules, and narrow limits. */
  static List<Policy> all() {
    Limits timeless = Limits.untrusted().with(Limit.MILLISECONDS, Long.MAX_VALUE);
    Limits narrow =
        timeless
            .with(Limit.NODES, 2)
            .with(Limit.CONNECTIONS, 2)
            .with(Limit.TOKENS, 120)
            .with(Limit.FINDINGS, 3)
            .with(Limit.NESTING, 6)
            .with(Limit.DECODED_BYTES, 700);
    List<Policy> all = new ArrayList<>();
    for (Profile profile : Profile.values()) {
      for (UnknownTypes unknown : UnknownTypes.values()) {
        all.add(
            of(
                profile + " " + unknown,
                () -> WorkflowLoader.builder().limits(timeless),
                profile,
                unknown));
      }
      all.add(
          of(
              profile + " with rules",
              () -> Documents.loader().limits(timeless),
              profile,
              UnknownTypes.PLACEHOLDER));
      all.add(
          of(
              profile + " within narrow limits",
              () -> WorkflowLoader.builder().limits(narrow),
              profile,
              UnknownTypes.PLACEHOLDER));
    }
    return all;
  }

  /** A builder for each loader: one builder's options are those of one loader. */
  @FunctionalInterface
  private interface Builders {
    WorkflowLoaderBuilder open();
  }

  private static Policy of(String name, Builders builders, Profile profile, UnknownTypes unknown) {
    return new Policy(
        name,
        configured(builders, profile, unknown).scheduler(Schedulers.immediate()).build(),
        configured(builders, profile, unknown)
            .scheduler(Schedulers.immediate())
            .cache(WorkflowCache.builder().workflows(16).build())
            .build(),
        configured(builders, profile, unknown).build());
  }

  private static WorkflowLoaderBuilder configured(
      Builders builders, Profile profile, UnknownTypes unknown) {
    return builders.open().profile(profile).unknownTypes(unknown);
  }

  @Override
  public void close() {
    plain.close();
    cached.close();
    threaded.close();
  }

  @Override
  public String toString() {
    return name;
  }
}

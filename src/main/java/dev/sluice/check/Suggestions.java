package dev.sluice.check;

import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Suggests known names that are similar to unknown ones.
 *
 * <p>A search compares all known names, so per code only the first {@value #MOST} unknown names of
 * a load get a suggestion, searched for on demand; findings about the same name share it.
 */
final class Suggestions {

  private static final int MOST = 50;
  private static final Supplier<Optional<String>> NONE = Optional::empty;

  private final Map<FindingCode, Map<Unknown, Suggestion>> known = new EnumMap<>(FindingCode.class);

  /** The choices of a config key. */
  record Choices(String key, List<Object> choices) {}

  /** An unknown name and the owner of the known names. */
  private record Unknown(Object owner, String name) {

    /** Hand-written: the generated method, not inlined deep in a load, takes 4 % of its time. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Unknown that && owner.equals(that.owner) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return 31 * owner.hashCode() + name.hashCode();
    }
  }

  /** The suggestion for one unknown name, searched for once. */
  private static final class Suggestion implements Supplier<Optional<String>> {
    private @Nullable Supplier<List<String>> search;
    private Optional<String> found = Optional.empty();

    Suggestion(Supplier<List<String>> search) {
      this.search = search;
    }

    @Override
    public synchronized Optional<String> get() {
      Supplier<List<String>> pending = search;
      if (pending != null) {
        List<String> nearest = pending.get();
        found = nearest.isEmpty() ? Optional.empty() : Optional.of(Alternatives.question(nearest));
        search = null;
      }
      return found;
    }
  }

  /**
   * A copy of the finding with the nearest names as its suggestion, if there are any.
   *
   * @param owner the owner of the names, such as a node type for its ports; compared by equals
   * @param name the unknown name
   * @param names the known names, requested if a suggestion is asked for, on any thread; kept until
   *     then
   */
  Finding suggest(
      Finding finding, Object owner, String name, Supplier<? extends Iterable<String>> names) {
    return finding.suggesting(of(finding.code(), owner, name, names));
  }

  /** The suggestion for a finding that has this code; the other parameters are as before. */
  Supplier<Optional<String>> of(
      FindingCode code, Object owner, String name, Supplier<? extends Iterable<String>> names) {
    Map<Unknown, Suggestion> begun = begun(code);
    Unknown unknown = new Unknown(owner, name);
    Suggestion suggestion = begun.get(unknown);
    if (suggestion == null && begun.size() < MOST) {
      suggestion = new Suggestion(() -> NearestNames.of(name, names.get()));
      begun.put(unknown, suggestion);
    }
    return suggestion == null ? NONE : suggestion;
  }

  /** Like {@link #suggest}, with another search, which is made at once and only for new names. */
  Finding suggestFound(Finding finding, Object owner, String name, Supplier<List<String>> search) {
    Map<Unknown, Suggestion> begun = begun(finding.code());
    Unknown unknown = new Unknown(owner, name);
    Suggestion suggestion = begun.get(unknown);
    if (suggestion == null && begun.size() < MOST) {
      suggestion = new Suggestion(search);
      suggestion.get();
      begun.put(unknown, suggestion);
    }
    return suggestion == null ? finding : finding.suggesting(suggestion);
  }

  private Map<Unknown, Suggestion> begun(FindingCode code) {
    return known.computeIfAbsent(code, any -> new HashMap<>());
  }
}

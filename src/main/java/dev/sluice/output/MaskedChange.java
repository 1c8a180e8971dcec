package dev.sluice.output;

import dev.sluice.diff.Difference.PartChanged;
import dev.sluice.diff.ValueChange;
import dev.sluice.diff.ValueChange.Step;
import dev.sluice.text.Secrets;
import java.util.List;

/** Changes whose secrets must not be shown. */
public final class MaskedChange {

  private MaskedChange() {}

  /**
   * A change with its secrets masked: values of keys that name secrets, and known forms of tokens.
   */
  public static ValueChange of(ValueChange change) {
    for (Step step : change.path()) {
      if (step instanceof Step.Key key && Secrets.isSecretKey(key.name())) {
        return change.map(value -> Secrets.masked(key.name(), value));
      }
    }
    return change.map(value -> Secrets.masked("", value));
  }

  /**
   * A change outside nodes and connections with its secrets masked; a sensitive variable is a
   * secret.
   */
  public static ValueChange of(PartChanged part) {
    List<Step> path = part.change().path();
    boolean describes =
        path.size() > 1
            && path.get(1) instanceof Step.Key key
            && Secrets.describesVariable(key.name());
    return part.sensitive() && !describes
        ? part.change().map(value -> Secrets.maskedVariable(value))
        : of(part.change());
  }
}

package dev.sluice.preview;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.finding.Faults;
import dev.sluice.finding.Findings;
import dev.sluice.json.JsonTokens;
import dev.sluice.model.Finding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way past a metadata object that takes along what is shown of it. */
final class MetadataPassage extends Passage {

  /** Members that are shown, wherever a kind of document keeps them. */
  static final Set<String> SHOWN =
      Set.of("name", "description", "author", "version", "created_at", "modified_at", "updated_at");

  /** Stands for any value that is not a string: it is there, but says nothing. */
  private static final Object NO_TEXT = false;

  private static final Map<String, Limit> BOUNDS =
      Map.of(
          "name", Limit.NAME_LENGTH,
          "description", Limit.DESCRIPTION_LENGTH,
          "version", Limit.VERSION_LENGTH);

  private final Limits limits;
  private final Findings findings;
  private final Supplier<String> pointer;

  private Map<String, @Nullable Object> texts = new LinkedHashMap<>();
  private final Map<String, Finding> faults = new HashMap<>();
  private String current = "";

  /**
   * A way past the metadata of one document.
   *
   * @param findings receives what is too long
   * @param pointer where the object that is read stands
   */
  MetadataPassage(JsonTokens tokens, Limits limits, Findings findings, Supplier<String> pointer) {
    super(tokens, limits.of(Limit.NESTING));
    this.limits = limits;
    this.findings = findings;
    this.pointer = pointer;
  }

  @Override
  void name() {
    current = tokens.name();
  }

  @Override
  void value(int token) {
    if (!SHOWN.contains(current)) {
      return;
    }
    Object text = textOf(token, tokens);
    texts.put(current, text);
    faults.remove(current); // of two members of one name the last one counts
    Limit bound = BOUNDS.get(current);
    if (bound != null
        && text instanceof String written
        && Faults.isLonger(written, bound, limits)) {
      faults.put(
          current,
          Faults.tooLong(
              bound,
              limits,
              "The " + current,
              written,
              pointer.get() + "/" + current,
              tokens.place()));
    }
  }

  /** The string that a member's value is, null for null, and a mark for any other value. */
  static @Nullable Object textOf(int token, JsonTokens tokens) {
    if (token == JsonTokens.STRING) {
      return textOf(tokens);
    }
    return token == JsonTokens.NULL ? null : NO_TEXT;
  }

  /** The string the parser is at. */
  static String textOf(JsonTokens tokens) {
    return new String(tokens.chars(), tokens.charsOffset(), tokens.charsLength());
  }

  /** The shown members, when the object ends. */
  Map<String, @Nullable Object> complete() {
    faults.values().forEach(findings::reject);
    faults.clear();
    Map<String, @Nullable Object> complete = texts;
    texts = new LinkedHashMap<>();
    return complete;
  }
}

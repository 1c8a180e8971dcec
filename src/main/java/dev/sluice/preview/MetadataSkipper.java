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

/** Skips a metadata object and keeps the members that a skeleton shows. */
final class MetadataSkipper extends ValueSkipper {

  /** Members that a skeleton shows, whether a document has them inside or outside its metadata. */
  static final Set<String> SHOWN =
      Set.of("name", "description", "author", "version", "created_at", "modified_at", "updated_at");

  /** Marks a value that is present but not a string. */
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
   * Skips the metadata of one document.
   *
   * @param findings collects findings about members that are too long
   * @param pointer the pointer of the current object
   */
  MetadataSkipper(JsonTokens tokens, Limits limits, Findings findings, Supplier<String> pointer) {
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
    faults.remove(current); // the last of duplicate members counts
    Limit bound = BOUNDS.get(current);
    if (bound != null
        && text instanceof String written
        && Faults.isLonger(written, bound, limits)) {
      String path = pointer.get() + "/" + current;
      faults.put(
          current,
          Faults.tooLong(bound, limits, "The " + current, written, () -> path, tokens.place()));
    }
  }

  /** The string value of a member, null for null, and a mark for any other value. */
  static @Nullable Object textOf(int token, JsonTokens tokens) {
    if (token == JsonTokens.STRING) {
      return textOf(tokens);
    }
    return token == JsonTokens.NULL ? null : NO_TEXT;
  }

  /** The string at the parser's position. */
  static String textOf(JsonTokens tokens) {
    return new String(tokens.chars(), tokens.charsOffset(), tokens.charsLength());
  }

  /** The members to show, at the end of the object. */
  Map<String, @Nullable Object> complete() {
    faults.values().forEach(findings::reject);
    faults.clear();
    Map<String, @Nullable Object> complete = texts;
    texts = new LinkedHashMap<>();
    return complete;
  }
}

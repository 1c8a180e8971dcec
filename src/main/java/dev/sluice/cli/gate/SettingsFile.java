package dev.sluice.cli.gate;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.cli.answer.FileNames;
import dev.sluice.cli.answer.JsonConfigFile;
import dev.sluice.config.Profile;
import dev.sluice.lint.BannedType;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.text.Alternatives;
import dev.sluice.text.NearestNames;
import dev.sluice.text.Quote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration: a JSON object with the members of {@link Settings}. Members with other
 * names or values are refused.
 */
public final class SettingsFile {

  /** The name of a configuration file that is found automatically. */
  public static final String NAME = ".sluice.json";

  private static final int MOST_BYTES = 1 << 20;

  private static final List<String> MEMBERS =
      List.of(
          "$schema",
          "profile",
          "limits",
          "select",
          "extendSelect",
          "ignore",
          "severity",
          "exclude",
          "baseline",
          "maxSeverity",
          "bannedTypes",
          "overrides");

  private static final List<String> OVERRIDE_MEMBERS =
      List.of("files", "nodes", "types", "ignore", "reason");

  private static final List<String> BAN_MEMBERS = List.of("type", "reason", "severity");

  private final Path path;
  private final Map<String, Integer> lines = new HashMap<>();
  private @Nullable Profile profile;
  private @Nullable String limits;
  private @Nullable List<String> select;
  private List<String> extendSelect = List.of();
  private List<String> ignore = List.of();
  private final Map<FindingCode, Severity> severities = new EnumMap<>(FindingCode.class);
  private List<String> exclude = List.of();
  private @Nullable String baseline;
  private @Nullable MaxSeverity maxSeverity;
  private final List<BannedType> bannedTypes = new ArrayList<>();
  private final List<Exemption> exemptions = new ArrayList<>();

  private SettingsFile(Path path) {
    this.path = path;
  }

  /**
   * The configuration that applies to a directory: its own, or else that of the nearest parent with
   * one, up to the root of the repository; outside a repository, only its own. Anything with the
   * name is found, so that {@link #read} can refuse what is not a regular file.
   */
  public static Optional<Path> find(Path directory) {
    Path start = directory.toAbsolutePath().normalize();
    Path found = null;
    for (Path each = start; each != null; each = each.getParent()) {
      if (found == null && isPresent(each.resolve(NAME))) {
        found = each.resolve(NAME);
      }
      if (Files.exists(each.resolve(".git"))) {
        return Optional.ofNullable(found);
      }
    }
    Path own = start.resolve(NAME);
    return isPresent(own) ? Optional.of(own) : Optional.empty();
  }

  private static boolean isPresent(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS); // a link that leads nowhere is present
  }

  /**
   * Reads a configuration.
   *
   * @throws IOException if it cannot be read, or its content is invalid; the message has the reason
   */
  public static Settings read(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    SettingsFile content = new SettingsFile(path);
    try {
      return JsonConfigFile.read(path, MOST_BYTES, content::parse);
    } catch (IOException e) {
      throw unusable(path, JsonConfigFile.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw unusable(path, String.valueOf(e.getMessage()), e);
    }
  }

  /** The failure for a configuration that cannot be used. */
  static IOException unusable(Path path, String reason, Exception cause) {
    return new IOException("configuration " + FileNames.shown(path) + ": " + reason, cause);
  }

  private Settings parse(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      int line = parser.currentTokenLocation().getLineNr();
      lines.put(name, line);
      parser.nextToken();
      try {
        readMember(name, parser);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + " (line " + line + ")", e);
      }
    }
    return new Settings(
        Optional.of(path),
        Optional.ofNullable(profile),
        Optional.ofNullable(limits),
        Optional.ofNullable(select),
        extendSelect,
        ignore,
        severities,
        exclude,
        Optional.ofNullable(baseline),
        Optional.ofNullable(maxSeverity),
        bannedTypes,
        exemptions,
        lines);
  }

  private void readMember(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "$schema" -> text(name, parser);
      case "profile" -> profile = word(name, parser, Profile.values());
      case "limits" -> limits = limitsName(text(name, parser));
      case "select" -> select = notEmpty(name, codes(name, parser));
      case "extendSelect" -> extendSelect = codes(name, parser);
      case "ignore" -> ignore = ignored(name, parser);
      case "severity" -> readSeverities(parser);
      case "exclude" -> exclude = texts(name, parser);
      case "baseline" -> baseline = beside(text(name, parser));
      case "maxSeverity" -> maxSeverity = word(name, parser, MaxSeverity.values());
      case "bannedTypes" -> readObjects(name, parser, this::readBan);
      case "overrides" -> readObjects(name, parser, this::readOverride);
      default -> throw unknown(name, MEMBERS);
    }
  }

  private static IllegalArgumentException unknown(String name, List<String> known) {
    List<String> nearest = NearestNames.of(name, known);
    return new IllegalArgumentException(
        "there is no setting "
            + Quote.of(name)
            + (nearest.isEmpty()
                ? "; expected " + String.join(", ", known)
                : Alternatives.meant(nearest)));
  }

  private String limitsName(String text) {
    return text.equals("untrusted") || text.equals("trusted") ? text : beside(text);
  }

  /** A name that is relative to the directory of the configuration. */
  private String beside(String name) {
    Path parent = path.getParent();
    try {
      return FileNames.text(FileNames.within(parent == null ? path : parent, name));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "not a valid file name: " + Quote.of(name) + ": " + e.getReason(), e);
    }
  }

  private static IllegalArgumentException wrong(String expected, JsonParser parser)
      throws IOException {
    return new IllegalArgumentException(expected + ", not " + JsonConfigFile.found(parser));
  }

  private static IllegalArgumentException wrongElement(String expected, JsonParser parser)
      throws IOException {
    return new IllegalArgumentException(expected + "; it contains " + JsonConfigFile.found(parser));
  }

  private static String text(String name, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(Quote.of(name) + " must be a string", parser);
    }
    return parser.getText();
  }

  private static List<String> texts(String name, JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(Quote.of(name) + " must be a list of strings", parser);
    }
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw wrongElement(Quote.of(name) + " must be a list of strings", parser);
      }
      texts.add(parser.getText());
    }
    return texts;
  }

  private static List<String> codes(String name, JsonParser parser) throws IOException {
    List<String> patterns = texts(name, parser);
    patterns.forEach(CodeSelection::matching); // refuses unknown codes
    return patterns;
  }

  private static List<String> ignored(String name, JsonParser parser) throws IOException {
    List<String> patterns = texts(name, parser);
    patterns.forEach(CodeSelection::ignorable); // also refuses unknown codes
    return patterns;
  }

  /** An empty list would turn off what it restricts, without a word. */
  private static List<String> notEmpty(String name, List<String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          Quote.of(name) + " must not be empty; omit it to use the default");
    }
    return values;
  }

  private static <E extends Enum<E>> E word(String name, JsonParser parser, E[] words)
      throws IOException {
    String text = text(name, parser);
    List<String> known = new ArrayList<>();
    for (E word : words) {
      String label = word.name().toLowerCase(Locale.ROOT);
      if (label.equals(text)) {
        return word;
      }
      known.add(label);
    }
    throw new IllegalArgumentException(
        Quote.of(name) + " must be " + Alternatives.of(known) + ", not " + Quote.of(text));
  }

  private void readSeverities(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("\"severity\" must be an object with codes as keys", parser);
    }
    for (String code = parser.nextFieldName(); code != null; code = parser.nextFieldName()) {
      parser.nextToken();
      Severity severity = word(code, parser, Severity.values());
      CodeSelection.changeable(code, severity).forEach(each -> severities.put(each, severity));
    }
  }

  /** Reads an object. */
  private interface ObjectReader {
    void read(JsonParser parser) throws IOException;
  }

  private static void readObjects(String name, JsonParser parser, ObjectReader each)
      throws IOException {
    boolean begun = parser.currentToken() == JsonToken.START_ARRAY;
    boolean isList = begun;
    while (isList && parser.nextToken() != JsonToken.END_ARRAY) {
      isList = parser.currentToken() == JsonToken.START_OBJECT;
      if (isList) {
        each.read(parser);
      }
    }
    if (!isList) {
      String expected = Quote.of(name) + " must be a list of objects";
      throw begun ? wrongElement(expected, parser) : wrong(expected, parser);
    }
  }

  private void readBan(JsonParser parser) throws IOException {
    String type = "";
    String reason = "";
    Severity severity = FindingCode.BANNED_TYPE.severity();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "type" -> type = text(name, parser);
        case "reason" -> reason = text(name, parser);
        case "severity" -> severity = word(name, parser, Severity.values());
        default -> throw unknown(name, BAN_MEMBERS);
      }
    }
    if (type.isBlank() || reason.isBlank()) {
      throw new IllegalArgumentException("a banned type must have a \"type\" and a \"reason\"");
    }
    bannedTypes.add(new BannedType(type, reason, severity));
  }

  private void readOverride(JsonParser parser) throws IOException {
    List<String> files = Exemption.EVERYWHERE;
    List<String> nodes = List.of();
    List<String> types = List.of();
    Set<FindingCode> codes = EnumSet.noneOf(FindingCode.class);
    String reason = "";
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "files" -> files = notEmpty(name, texts(name, parser));
        case "nodes" -> nodes = notEmpty(name, texts(name, parser));
        case "types" -> types = notEmpty(name, texts(name, parser));
        case "ignore" ->
            texts(name, parser).forEach(code -> codes.addAll(CodeSelection.ignorable(code)));
        case "reason" -> reason = text(name, parser);
        default -> throw unknown(name, OVERRIDE_MEMBERS);
      }
    }
    if (codes.isEmpty() || reason.isBlank()) {
      throw new IllegalArgumentException("an override must have \"ignore\" and a \"reason\"");
    }
    Path base = path.getParent();
    PathFilter filter = new PathFilter(base == null ? path : base, files);
    exemptions.add(new Exemption(filter, nodes, types, codes, reason));
  }
}

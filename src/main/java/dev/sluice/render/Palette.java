package dev.sluice.render;

import dev.sluice.model.DataType;
import dev.sluice.model.Severity;
import java.util.Locale;
import java.util.Map;

/** The colours of a picture, each with a variant for light and for dark. */
enum Palette {
  CANVAS("#f1f3f6", "#0b0e12"),
  NODE("#ffffff", "#1c232c"),
  TEXT("#1b1f24", "#e6eaef"),
  MUTED("#57606a", "#9aa5b1"),
  BORDER("#818b98", "#768190"),
  EDGE("#6b7683", "#8a95a3"),
  ERROR("#c21c2c", "#ff8585"),
  WARNING("#8a5a00", "#e7b341"),
  INFO("#0a5fc2", "#6cb2ff"),
  /** Lines on a background in the colour of a severity. */
  ON_SEVERITY("#ffffff", "#0b0e12"),
  EXEC("#3d4752", "#e6eaef"),
  ANY("#6b7683", "#8a95a3"),
  STRING("#5c4d22", "#d8a531"),
  NUMBER("#0b47c5", "#9ac4f2"),
  BOOLEAN("#5c011e", "#f30e65"),
  LIST("#1a8d56", "#3ed7a6"),
  DICT("#2b0a8b", "#9153f8"),
  HANDLE("#597605", "#eadf80"),
  CONTROL("#e4e7eb", "#2d3540"),
  BROWSER("#dbeafe", "#16324f"),
  DESKTOP("#e0e7ff", "#262f5c"),
  DATA("#d7f5ee", "#12403a"),
  FILE("#fdecc8", "#453410"),
  INTEGRATION("#f3e3fb", "#3c2348"),
  SYSTEM("#e8ecc9", "#333a12"),
  FAILURE("#ffe1df", "#4d2022");

  private static final Map<String, Palette> CATEGORIES =
      Map.ofEntries(
          Map.entry("browser", BROWSER),
          Map.entry("data", DATA),
          Map.entry("data_operation", DATA),
          Map.entry("database", DATA),
          Map.entry("desktop", DESKTOP),
          Map.entry("document", FILE),
          Map.entry("email", INTEGRATION),
          Map.entry("error_handling", FAILURE),
          Map.entry("file", FILE),
          Map.entry("google", INTEGRATION),
          Map.entry("http", INTEGRATION),
          Map.entry("integration", INTEGRATION),
          Map.entry("llm", INTEGRATION),
          Map.entry("messaging", INTEGRATION),
          Map.entry("scripts", SYSTEM),
          Map.entry("system", SYSTEM),
          Map.entry("text", DATA),
          Map.entry("utility", SYSTEM),
          Map.entry("variable", DATA));

  private final String light;
  private final String dark;

  Palette(String light, String dark) {
    this.light = light;
    this.dark = dark;
  }

  String light() {
    return light;
  }

  String dark() {
    return dark;
  }

  /** The name of the class that gives an element this colour as its fill. */
  String fillClass() {
    return "f-" + name().toLowerCase(Locale.ROOT);
  }

  /** The name of the class that gives an element this colour as its stroke. */
  String strokeClass() {
    return "s-" + name().toLowerCase(Locale.ROOT);
  }

  static Palette of(Severity severity) {
    return switch (severity) {
      case ERROR -> ERROR;
      case WARNING -> WARNING;
      case INFO -> INFO;
    };
  }

  static Palette of(DataType type) {
    return switch (type) {
      case EXEC -> EXEC;
      case ANY -> ANY;
      case STRING -> STRING;
      case NUMBER, INTEGER, FLOAT -> NUMBER;
      case BOOLEAN -> BOOLEAN;
      case LIST -> LIST;
      case DICT -> DICT;
      default -> HANDLE;
    };
  }

  /** The tint of the headers of a category. */
  static Palette ofCategory(String category) {
    return CATEGORIES.getOrDefault(category.toLowerCase(Locale.ROOT), CONTROL);
  }
}

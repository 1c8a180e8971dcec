package dev.sluice.file;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which file names are refused on all systems because Windows cannot have them: a workflow that is
 * written here should open there.
 *
 * <p>The rules are Microsoft's, "Naming Files, Paths, and Namespaces".
 */
final class TargetNames {

  private static final Pattern DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³])");

  private static final String FORBIDDEN = "<>:\"/\\|?*";

  private TargetNames() {}

  /** What is wrong with a name; empty if nothing is. */
  static Optional<String> fault(String name) {
    if (name.isEmpty()) {
      return Optional.of("It has no name");
    }
    if (name.endsWith(".") || name.endsWith(" ")) {
      return Optional.of("Its name ends with a dot or a space, which Windows cannot have");
    }
    if (name.chars().anyMatch(unit -> unit < 0x20 || FORBIDDEN.indexOf(unit) >= 0)) {
      return Optional.of("Its name has a character that Windows cannot have");
    }
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    return DEVICE.matcher(stem.toUpperCase(Locale.ROOT)).matches()
        ? Optional.of("Its name is that of a device on Windows")
        : Optional.empty();
  }
}

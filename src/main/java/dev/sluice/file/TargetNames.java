package dev.sluice.file;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file names that are refused on all systems because Windows does not allow them, so that every
 * written workflow can be opened there.
 *
 * <p>The rules are Microsoft's, "Naming Files, Paths, and Namespaces".
 */
final class TargetNames {

  private static final Pattern DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³])");

  private static final String FORBIDDEN = "<>:\"/\\|?*";

  private TargetNames() {}

  /** Why a name is refused; empty if it is allowed. */
  static Optional<String> fault(String name) {
    if (name.isEmpty()) {
      return Optional.of("it has no name");
    }
    if (name.endsWith(".") || name.endsWith(" ")) {
      return Optional.of("its name ends with a dot or a space, which Windows does not allow");
    }
    if (name.chars().anyMatch(unit -> unit < 0x20 || FORBIDDEN.indexOf(unit) >= 0)) {
      return Optional.of("its name has a character that Windows does not allow");
    }
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).stripTrailing();
    return DEVICE.matcher(stem.toUpperCase(Locale.ROOT)).matches()
        ? Optional.of("its name is a reserved device name on Windows")
        : Optional.empty();
  }
}

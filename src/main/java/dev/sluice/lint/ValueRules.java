package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.PropertySpec;
import dev.sluice.text.Quote;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules about single config values. */
final class ValueRules implements LintRule {

  private static final Set<String> WAITS = Set.of("WaitNode", "BrowserWaitNode");

  /** The longest wait that is not remarked on, in seconds. */
  private static final double LONG_WAIT = 5;

  private static final double MANY_ITERATIONS = 100_000;

  private static final Set<String> TIMES =
      Set.of("timeout", "duration", "delay", "retry_interval", "retry_delay", "poll_interval");

  private static final Pattern PERSONAL =
      Pattern.compile(
          "(?i:[a-z]:[\\\\/]+users[\\\\/]+(?!public\\b)[^\\\\/]+.*)|/home/[^/]+.*|/Users/(?!Shared\\b)[^/]+.*",
          Pattern.DOTALL);

  private static final Map<String, Boolean> UNSAFE =
      Map.of(
          "verify_ssl", false,
          "ignore_https_errors", true,
          "allow_dangerous_paths", true,
          "allow_dangerous", true);

  @Override
  public Set<FindingCode> codes() {
    return Set.of(
        FindingCode.HARDCODED_DELAY,
        FindingCode.SUSPICIOUS_UNIT,
        FindingCode.UNBOUNDED_LOOP,
        FindingCode.UNSAFE_SWITCH,
        FindingCode.PERSONAL_PATH,
        FindingCode.PADDED_SELECTOR,
        FindingCode.STALE_RUN_STATE);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    boolean repeats =
        workflow.declared().stream()
            .map(node -> node.type().name())
            .anyMatch(type -> type.startsWith("Retry") || type.startsWith("While"));
    for (NodeDefinition node : workflow.active()) {
      node.config()
          .forEach(
              (key, value) -> {
                if (workflow.isUsed(node, key)) {
                  new Value(node, key, value, remarks).check(repeats);
                }
              });
    }
  }

  /** One config value. */
  private record Value(
      NodeDefinition node, String key, @Nullable Object value, Consumer<Remark> remarks) {

    void check(boolean repeats) {
      OptionalDouble number = number();
      if (number.isPresent()) {
        checkNumber(number.getAsDouble(), repeats);
      }
      if (value instanceof String text && LintedWorkflow.isLiteral(text)) {
        checkText(text);
      }
      Optional<Boolean> flag = RunState.flag(value);
      if (flag.isPresent() && isUnsafe(flag.get())) {
        remark(
            FindingCode.UNSAFE_SWITCH,
            "The config key "
                + quotedKey()
                + " is "
                + flag.get()
                + (key.equals("shell")
                    ? ", so the shell interprets the command"
                    : ", which turns a protection off"));
      }
      if (RunState.isStale(node, key, value)) {
        remark(
            FindingCode.STALE_RUN_STATE,
            "The config key " + quotedKey() + " holds the state of an earlier run");
      }
    }

    private void checkNumber(double number, boolean repeats) {
      if (key.equals("max_iterations")
          && node.type().name().equals("WhileLoopStartNode")
          && (number <= 0 || number > MANY_ITERATIONS)) {
        remark(
            FindingCode.UNBOUNDED_LOOP,
            "The loop "
                + Quote.of(node.id())
                + " may run "
                + (number <= 0 ? "for ever" : plain(number) + " times"));
      }
      OptionalDouble usual = TIMES.contains(key) ? usual() : OptionalDouble.empty();
      if (usual.isPresent() && isOtherUnit(number, usual.getAsDouble())) {
        remark(
            FindingCode.SUSPICIOUS_UNIT,
            "The config key "
                + quotedKey()
                + " is "
                + plain(number)
                + ", but its unit is "
                + (usual.getAsDouble() >= 1_000 ? "milliseconds" : "seconds")
                + "; the default is "
                + plain(usual.getAsDouble()));
      } else if (key.equals("duration")
          && WAITS.contains(node.type().name())
          && number > LONG_WAIT
          && !repeats) {
        remark(
            FindingCode.HARDCODED_DELAY,
            "Node " + Quote.of(node.id()) + " always waits " + plain(number) + " seconds");
      }
    }

    private static boolean isOtherUnit(double number, double usual) {
      return usual >= 1_000
          ? number > 0 && number < 100
          : usual > 0 && usual <= 300 && number >= 1_000 && number >= 500 * usual;
    }

    private OptionalDouble usual() {
      return node.type().property(key).flatMap(PropertySpec::defaultValue).stream()
          .filter(Number.class::isInstance)
          .mapToDouble(it -> ((Number) it).doubleValue())
          .findFirst();
    }

    private void checkText(String text) {
      String type = node.type().property(key).map(PropertySpec::type).orElse("");
      if ((type.equals("file_path") || type.equals("directory_path"))
          && PERSONAL.matcher(text).matches()) {
        remark(
            FindingCode.PERSONAL_PATH,
            "The path in " + quotedKey() + " is below the home directory of one user");
      }
      if (type.equals("selector") && !text.isBlank() && !text.strip().equals(text)) {
        remark(
            FindingCode.PADDED_SELECTOR,
            "The selector in " + quotedKey() + " begins or ends with white space");
      }
    }

    private boolean isUnsafe(boolean flag) {
      Boolean unsafe = UNSAFE.get(key);
      if (unsafe != null) {
        return unsafe == flag;
      }
      if (key.equals("shell")) {
        return flag && node.type().name().equals("RunCommandNode");
      }
      return key.equals("use_ssl")
          && !flag
          && node.type()
              .property(key)
              .flatMap(PropertySpec::defaultValue)
              .filter(Boolean.TRUE::equals)
              .isPresent();
    }

    private OptionalDouble number() {
      if (value instanceof Number number) {
        return OptionalDouble.of(number.doubleValue());
      }
      if (value instanceof String text && text.matches("-?[0-9]{1,15}(?:\\.[0-9]{1,9})?")) {
        return OptionalDouble.of(Double.parseDouble(text));
      }
      return OptionalDouble.empty();
    }

    private static String plain(double number) {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private String quotedKey() {
      return Quote.of(key);
    }

    private void remark(FindingCode code, String message) {
      Location at = new Location.OfConfig(node.id(), List.of(key));
      remarks.accept(Remark.of(code, at, message));
    }
  }
}

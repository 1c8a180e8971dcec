package dev.sluice.lint;

import dev.sluice.locate.Location;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.text.Quote;
import dev.sluice.text.Secrets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds passwords and keys that are written into a document. Values that are obviously not real,
 * such as {@code changeme}, are not reported.
 */
final class SecretRule implements LintRule {

  private static final int SHORTEST = 8;

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "test.*|demo.*|example.*|dummy.*|sample.*|change_?me.*|your[-_ ].*|my[-_ ].*|1234.*|abc.*"
              + "|<.*>|\\*+|x+|\\.+|password\\d*|secret\\d*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  @Override
  public Set<FindingCode> codes() {
    return Set.of(FindingCode.HARDCODED_SECRET);
  }

  @Override
  public void check(LintedWorkflow workflow, Consumer<Remark> remarks) {
    for (NodeDefinition node : workflow.declared()) {
      LintedWorkflow.strings(
          node.config(),
          (path, text) -> {
            String key = lastName(path);
            if (workflow.isUsed(node, String.valueOf(path.get(0))) && isSecret(key, text)) {
              remarks.accept(
                  remark(
                      new Location.OfConfig(node.id(), List.copyOf(path)),
                      "The config key " + Quote.of(key) + " of node " + Quote.of(node.id())));
            }
          });
    }
    workflow.definition().variables().forEach((name, value) -> variable(name, value, remarks));
  }

  private static void variable(String name, @Nullable Object value, Consumer<Remark> remarks) {
    boolean sensitive = value instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("sensitive"));
    for (String member : List.of("", "default_value", "value")) {
      Object content =
          member.isEmpty() ? value : value instanceof Map<?, ?> map ? map.get(member) : null;
      if (content instanceof String text && isSecret(sensitive ? "secret" : name, text)) {
        List<Object> path =
            member.isEmpty() ? List.of("variables", name) : List.of("variables", name, member);
        remarks.accept(remark(new Location.OfWorkflow(path), "The variable " + Quote.of(name)));
        return;
      }
    }
  }

  private static Remark remark(Location location, String what) {
    return Remark.of(
            FindingCode.HARDCODED_SECRET,
            location,
            what + " contains a secret that is readable in the file")
        .suggesting("Keep it in a credential, and refer to it by name or by a template");
  }

  private static boolean isSecret(String key, String text) {
    if (!LintedWorkflow.isLiteral(text)) {
      return false;
    }
    if (!Secrets.masked(text).equals(text)) {
      return true;
    }
    return Secrets.isSecretKey(key)
        && text.length() >= SHORTEST
        && !text.equalsIgnoreCase(key)
        && !PLACEHOLDER.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  private static String lastName(List<Object> path) {
    for (int i = path.size() - 1; i >= 0; i--) {
      if (path.get(i) instanceof String name) {
        return name;
      }
    }
    return "";
  }
}

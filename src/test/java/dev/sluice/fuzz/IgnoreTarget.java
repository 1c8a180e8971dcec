package dev.sluice.fuzz;

import static dev.sluice.fuzz.FuzzTarget.require;

import dev.sluice.scan.ignore.IgnoreRules;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Ignore files of any text: every text has rules, which comments, other line ends and repetition do
 * not change.
 */
final class IgnoreTarget implements FuzzTarget {

  private static final List<List<String>> PATHS =
      List.of(
          List.of("a.json"),
          List.of("flows", "b.json"),
          List.of("flows", "deep", "c.json.zst"),
          List.of("a".repeat(300), "[b]", "é.json"));

  @Override
  public void accept(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    IgnoreRules rules = IgnoreRules.parse(text);
    IgnoreRules commented = IgnoreRules.parse("\n# comment\n" + withoutMark(text) + "\n#");
    IgnoreRules otherEnds = IgnoreRules.parse(text.replaceAll("\r?\n", "\r\n"));
    IgnoreRules twice = rules.then(rules);
    for (List<String> path : PATHS) {
      for (boolean directory : new boolean[] {false, true}) {
        Optional<Boolean> ignored = rules.ignores(path, 0, directory);
        require(ignored.equals(commented.ignores(path, 0, directory)), "comments matter");
        require(ignored.equals(otherEnds.ignores(path, 0, directory)), "line ends matter");
        require(ignored.equals(twice.ignores(path, 0, directory)), "repetition matters");
        rules.ignores(path, path.size() - 1, directory);
      }
    }
    List<String> names = Arrays.asList(text.split("[/\n]", -1));
    rules.ignores(names, 0, false);
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}

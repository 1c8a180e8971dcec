package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages, help, Javadoc, comments and docs avoid phrases that readers had to read twice. */
class PlainEnglishTest {

  private static final List<Ban> BANS =
      List.of(
          ban("mend(s|ed|ing)?", "fix"),
          ban("heed(s|ed|ing)?", "respect, use"),
          ban("anew", "again"),
          ban("tells?|told", "report, show, determine, detect"),
          ban("hears?( of)?", "is notified"),
          ban("strangers?", "untrusted"),
          ban("gravest", "most severe"),
          ban("side by side", "in parallel"),
          ban("one's own", "your own, trusted"),
          ban("as it likes", "arbitrary"),
          ban("in any case", "always, in either case, ignoring case"),
          ban("that which", "what, the one that"),
          ban("(what|which) (becomes|became|comes|came) of", "the outcome of, how … is treated"),
          ban("comes? to nothing", "ends without a result"),
          ban("nobody|somebody", "no one, or name the subject"),
          ban(
              "(?<!there )(is|are|was|were|be|being) no (?!longer|more|fewer|less|doubt)",
              "is not a"),
          ban(
              "(is|are) there (already|no longer|twice|more than once)",
              "already exists, occurs twice, is a duplicate"),
          ban("in a circle", "in a cycle, in a loop"),
          ban("gave (no [a-z]+|nothing)", "returned null"),
          ban("leaves? word", "is recorded"),
          ban("what is there", "the existing ones"),
          ban("as is due", "as required"),
          ban("takes? note (of|that)", "records, counts, is called for"),
          ban("lets? go of", "drops, releases, removes"),
          ban("keeps? in mind", "remembers"),
          ban("all the same", "nevertheless"),
          ban("(un)?packed (again|with|so|or not|bytes|file|document|data)", "compressed"),
          ban("(for|of|by) whoever", "for the subscriber, the caller, the reader"),
          ban("makes? no sense", "is invalid"),
          ban("by way of", "through, with"),
          ban("again and again", "repeatedly, at intervals"),
          ban("(is|are) meant by", "matches, refers to"),
          ban("all true", "all correct"),
          ban("still to be", "not yet"),
          ban("or at all", "or every"),
          ban("there is an? [^.]{1,20} already", "already exists"),
          ban("(show|report)s? and judges?", "reports"),
          ban("of a lesser", "below this, smaller"),
          ban("wrong usage", "a usage error"),
          ban("made-up", "generated"),
          ban("to and fro", "in both directions"),
          ban("looked at", "checked, read, shown"),
          ban("g(ive|ives|iven|ave) back", "returns, releases"),
          ban("(is|are) to be (made|remarked|shown)", "should be"),
          ban("on a (line|thread) of its own", "on a separate line, on its own thread"),
          ban(
              "what (an?|the) (document|file|workflow|request|address|list|row|type) (says|knows)",
              "the content of"),
          ban("(sub)?folders?", "directory"),
          ban("(leaves?|leaving|left)( (it|them|that))? out", "omit, skip, exclude"),
          ban("exclude each other|given together", "cannot be combined"),
          ban("needs? --[a-z-]+", "requires"),
          ban("(?-i:(?<=: )(It|Its|There is no such))", "a lower-case reason after the colon"));

  /** A phrase, and what to write instead. */
  private record Ban(Pattern phrase, String instead) {}

  private static Ban ban(String phrase, String instead) {
    return new Ban(Pattern.compile("\\b(?:" + phrase + ")\\b", Pattern.CASE_INSENSITIVE), instead);
  }

  @Test
  void sourcesAndDocs_allTexts_haveNoBannedPhrase() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      found.addAll(bannedIn(file, Files.readAllLines(file)));
    }

    assertThat(found).isEmpty();
  }

  @Test
  void tests_allComments_haveNoBannedPhrase() throws IOException {
    List<String> found = new ArrayList<>();
    for (String set : List.of("test", "jmh", "jcstress", "tck", "fuzz", "browser-bench")) {
      try (Stream<Path> sources = Files.walk(Path.of("src", set, "java"))) {
        for (Path file : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
          found.addAll(bannedIn(file, comments(Files.readAllLines(file))));
        }
      }
    }

    assertThat(found).isEmpty();
  }

  /** The lines with everything but comments replaced by a full stop. */
  private static List<String> comments(List<String> lines) {
    return lines.stream().map(line -> line.strip().matches("(//|/?\\*).*") ? line : ".").toList();
  }

  private static List<String> bannedIn(Path file, List<String> lines) {
    List<String> found = new ArrayList<>();
    Prose prose = Prose.of(lines);
    for (Ban ban : BANS) {
      Matcher matcher = ban.phrase().matcher(prose.text());
      while (matcher.find()) {
        found.add(
            "%s:%d: \"%s\"; write: %s"
                .formatted(file, prose.lineAt(matcher.start()), matcher.group(), ban.instead()));
      }
    }
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It is no workflow",
        "who can mend the matter",
        "Hears of each load",
        "the gravest finding",
        "   * read in any\n   * case",
        "// a file that is\n    // no directory",
        "A file of this name is there already",
        "shows what a document says",
        "The permit is given back",
        "in its own folder",
        "--a and --b exclude each other",
        "--prune-baseline needs --baseline",
        "such files are left out"
      })
  void banned_riddles_areFound(String text) {
    assertThat(isBanned(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fails if it is no longer needed",
        "There is no node with this name",
        "   * so that there\n   * is no copy",
        "An amendment to the intended shears",
        "\"type\": \"NoNode\""
      })
  void banned_plainSentences_areNotFound(String text) {
    assertThat(isBanned(text)).isFalse();
  }

  private static boolean isBanned(String text) {
    String prose = Prose.of(text.lines().toList()).text();
    return BANS.stream().anyMatch(ban -> ban.phrase().matcher(prose).find());
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"));
        Stream<Path> job = Files.walk(Path.of("src", "spark", "java"));
        Stream<Path> page = Files.walk(Path.of("src", "main", "resources", "dev/sluice/web"));
        Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.of(
              Stream.of(Path.of("README.md")),
              docs.filter(file -> file.toString().endsWith(".md")),
              page.filter(file -> file.toString().matches(".*\\.(js|html|css)")),
              Stream.concat(sources, job).filter(file -> file.toString().endsWith(".java")))
          .flatMap(files -> files)
          .sorted()
          .toList();
    }
  }

  /**
   * Lines joined by spaces, so that a phrase is found although a line break divides it.
   *
   * @param ends the end of each line in the text
   */
  private record Prose(String text, List<Integer> ends) {

    private static final Pattern MARGIN = Pattern.compile("^(/\\*\\*?|\\*(?!/)|//)\\s*");

    static Prose of(List<String> lines) {
      StringBuilder text = new StringBuilder();
      List<Integer> ends = new ArrayList<>();
      for (String line : lines) {
        text.append(MARGIN.matcher(line.strip()).replaceFirst("")).append(' ');
        ends.add(text.length());
      }
      return new Prose(text.toString(), ends);
    }

    int lineAt(int index) {
      int line = 0;
      while (ends.get(line) <= index) {
        line++;
      }
      return line + 1;
    }
  }
}

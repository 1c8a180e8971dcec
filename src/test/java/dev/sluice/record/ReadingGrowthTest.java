package dev.sluice.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.check.Checks;
import dev.sluice.check.RuleBook;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.config.SecurityPolicy;
import dev.sluice.config.UnknownTypes;
import dev.sluice.error.WorkflowException;
import dev.sluice.finding.Findings;
import dev.sluice.json.JsonTokens;
import dev.sluice.json.LayoutDetector;
import dev.sluice.json.Work;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.types.TypeTable;
import dev.sluice.value.Names;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reading and checking costs in proportion to the bytes, whatever they are and however they are
 * cut: no byte costs more than a few times, and twice as many cost twice as much, but for the
 * copies of an array that grows, which come in steps. What grows with the square costs four times
 * as much.
 */
class ReadingGrowthTest {

  private static final int SIZE = 100_000;
  private static final int WHOLE = 0;

  /** What a byte costs at most, but for places of the findings that are kept. */
  private static final long EACH = 12;

  /** What the place of a finding costs at most: the bytes between two checkpoints. */
  private static final long FINDING = 3 << 10;

  static Stream<Arguments> constructs() {
    String node = "{\"nodes\":{\"a\":{\"node_id\":\"a\",\"node_type\":\"LogNode\",\"config\":{";
    String end = "}}}}";
    return Stream.of(
        construct("blanks before the document", n -> " ".repeat(n) + "{}"),
        construct("blanks behind the document", n -> "{}" + "\n".repeat(n)),
        construct("blanks before a value", n -> "{\"nodes\":" + "\r\n".repeat(n / 2) + "{}}"),
        construct("blanks behind a comma", n -> "{\"x\":[1," + "\t".repeat(n) + "2]}"),
        construct("blanks in runs", n -> "[" + ("1," + " ".repeat(200)).repeat(n / 202) + "1]"),
        construct("blanks in short runs", n -> "[" + "1 ,   ".repeat(n / 6) + "1]"),
        construct("commas", n -> "{\"nodes\":" + ",".repeat(n)),
        construct("colons", n -> "{\"nodes\":" + ":".repeat(n)),
        construct("commas in a string", n -> "{\"x\":\"" + ",".repeat(n) + "\"}"),
        construct("commas and colons in a key", n -> "{\"" + ",: ".repeat(n / 3) + "\":1}"),
        construct("comment", n -> "{\"x\":1,/*" + "*".repeat(n)),
        construct("long string", n -> node + "\"x\":\"" + "x".repeat(n) + "\"" + end),
        construct("characters", n -> node + "\"x\":\"" + "日".repeat(n / 3) + "\"" + end),
        construct("escapes", n -> node + "\"x\":\"" + "\\u00e9".repeat(n / 6) + "\"" + end),
        construct("pairs", n -> "{\"x\":\"" + "\\ud83d\\ude00".repeat(n / 12) + "\"}"),
        construct("backslashes", n -> "{\"" + "\\\\".repeat(n / 2) + "\":1,\"x\":1,\"x\":2}"),
        construct("long number", n -> "{\"x\":" + "1".repeat(n) + "}"),
        construct("long decimal", n -> "{\"x\":0." + "0".repeat(n) + "1}"),
        construct("long key", n -> node + "\"" + "k".repeat(n) + "\":1" + end),
        construct("nesting", n -> "{\"x\":" + deep(n / 2) + "}"),
        construct("nesting again and again", n -> "[" + (deep(400) + ",").repeat(n / 800) + "1]"),
        construct("flat within deep", n -> "[".repeat(400) + "1,".repeat(n / 2)),
        construct("numbers", n -> node + "\"x\":[" + "1,".repeat(n / 2) + "1]" + end),
        construct("overlong numbers", n -> node + list("1".repeat(101), n) + end),
        construct("infinite numbers", n -> node + list("1e999", n) + end),
        construct("tiny numbers", n -> node + list("1e-999", n) + end),
        construct("duplicate keys", n -> node + "\"k\":1,".repeat(n / 6) + "\"k\":1" + end),
        construct("duplicate keys of a header", n -> "{" + "\"k\":1,".repeat(n / 6) + "\"k\":1}"),
        construct("dangers", n -> node + list("\"eval(\"", n) + end),
        construct("long strings", n -> node + list("\"" + "x".repeat(10_001) + "\"", n) + end),
        construct("deep levels", n -> node + list(deep(12), n) + end),
        construct("unknown keys", n -> node + numbered("\"k%d\":1", n) + end),
        construct("nodes", n -> "{\"nodes\":{" + numbered("\"%d\":{}", n) + "}}"),
        construct("listed numbers for nodes", n -> "{\"nodes\":[" + "1,".repeat(n / 2) + "1]}"),
        construct("strings for edges", n -> "{\"connections\":[" + "\"\",".repeat(n / 3) + "1]}"),
        construct(
            "faulty edges", n -> "{\"connections\":[" + "{\"from\":1},".repeat(n / 11) + "1]}"),
        construct("scenario", n -> "{\"workflow\":{\"x\":[" + "1,".repeat(n / 2) + "1]},\"y\":2}"),
        construct("behind a wrapper", n -> "{\"workflow\":{},\"x\":[" + "1,".repeat(n / 2) + "1]}"),
        construct("faulty scenario", n -> "{\"workflow\":{\"x\":[" + ",".repeat(n)));
  }

  private static Arguments construct(String name, IntFunction<String> text) {
    return Arguments.of(name, text);
  }

  private static String deep(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private static String list(String element, int size) {
    return "\"x\":[" + (element + ",").repeat(size / element.length()) + "1]";
  }

  private static String numbered(String pattern, int size) {
    StringBuilder text = new StringBuilder(pattern.formatted(0));
    for (int i = 1; text.length() < size; i++) {
      text.append(',').append(pattern.formatted(i));
    }
    return text.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("constructs")
  void read_twiceAsManyBytes_costsTwiceAsMuch(String name, IntFunction<String> text) {
    byte[] once = text.apply(SIZE).getBytes(UTF_8);
    byte[] twice = text.apply(2 * SIZE).getBytes(UTF_8);
    for (boolean passing : new boolean[] {false, true}) {
      for (int chunk : new int[] {1, 7, 512, 8_192, WHOLE}) {
        Cost one = cost(once, chunk, passing);
        Cost two = cost(twice, chunk, passing);
        String way = "%s in chunks of %d%s".formatted(name, chunk, passing ? ", passed by" : "");
        assertThat(two.work)
            .as("%s: %s, %s", way, one, two)
            .isLessThan(3 * one.work + 2 * FINDING * two.findings + 4_096)
            .isLessThan(EACH * two.bytes + FINDING * two.findings + 40_000);
      }
    }
  }

  /** What reading a document cost, and how many findings were kept. */
  private record Cost(long work, int bytes, int findings) {}

  private static Cost cost(byte[] document, int chunk, boolean passing) {
    Limits limits = Limits.untrusted();
    Findings findings = new Findings(Profile.LENIENT, limits.of(Limit.FINDINGS));
    TypeTable types = new TypeTable(NodeRegistries.builtIn());
    Checks checks =
        new Checks(
            limits,
            new RuleBook(SecurityPolicy.standard(), NodeRegistries.builtIn()::isBuiltIn),
            UnknownTypes.PLACEHOLDER,
            findings,
            types);
    JsonTokens tokens = tokens(ByteBuffer.wrap(document), limits, chunk == WHOLE, passing);
    RecordAssembler assembler =
        new RecordAssembler(
            tokens,
            checks.inspector(),
            new Names(),
            limits.of(Limit.NESTING),
            new LayoutDetector(),
            new RecordLane(
                tokens, checks.inspector(), limits.of(Limit.NESTING), null, false, null));
    try {
      for (int from = 0; chunk != WHOLE && from < document.length; from += chunk) {
        tokens.feed(ByteBuffer.wrap(document, from, Math.min(chunk, document.length - from)));
        read(assembler, tokens, checks, passing);
      }
      tokens.end();
      read(assembler, tokens, checks, passing);
      checks.finish().forEach(batch -> {});
    } catch (WorkflowException e) {
      // a faulty document has to be refused at no greater cost
    }
    return new Cost(Work.of(tokens), document.length, findings.report().findings().size());
  }

  private static JsonTokens tokens(
      ByteBuffer document, Limits limits, boolean whole, boolean passing) {
    if (whole) {
      return passing ? JsonTokens.passing(document, limits) : JsonTokens.whole(document, limits);
    }
    return passing ? JsonTokens.passing(limits) : JsonTokens.chunked(limits);
  }

  /** Reads on as far as the bytes go; what is passed by is not checked. */
  private static void read(
      RecordAssembler assembler, JsonTokens tokens, Checks checks, boolean passing) {
    if (passing) {
      int token = tokens.next();
      while (token != JsonTokens.NEED_INPUT && token != JsonTokens.END) {
        token = tokens.next();
      }
      return;
    }
    List<WorkflowRecord> records;
    do {
      assembler.advance(256);
      records = assembler.take();
      checks.feed(new RecordBatch(records, Locator.of(tokens))).forEach(batch -> {});
    } while (!records.isEmpty());
  }
}

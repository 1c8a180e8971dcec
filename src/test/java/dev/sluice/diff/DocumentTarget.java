package dev.sluice.diff;

import static dev.sluice.fuzz.FuzzTarget.require;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.sluice.LoadResult;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.config.Profile;
import dev.sluice.fuzz.FuzzTarget;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.source.ByteSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import reactor.core.scheduler.Schedulers;

/**
 * Documents made of any bytes. All ways in have the same result, and no failure is of another
 * family; what the strict profile accepts, the lenient one accepts as the same definition; an
 * accepted document has lost no node; and what is written is read again as the same.
 */
public final class DocumentTarget implements FuzzTarget {

  private static final Set<String> WAYS =
      Set.of(
          "judge of JSON",
          "tryLoad cut",
          "load cut",
          "validate",
          "skeleton cut",
          "events cut",
          "written and read",
          "written canonically and read");

  private final UnaryOperator<byte[]> document;
  private final Machine machine = new Machine(ways(), 0);
  private final WorkflowLoader lenient = loader(Profile.LENIENT);
  private final WorkflowLoader strict = loader(Profile.STRICT);

  private DocumentTarget(UnaryOperator<byte[]> document) {
    this.document = document;
  }

  /** The bytes are the document. */
  public static DocumentTarget ofBytes() {
    return new DocumentTarget(bytes -> bytes);
  }

  /** Each byte chooses what the generator of documents writes next, or how it is damaged. */
  public static DocumentTarget ofChoices() {
    return new DocumentTarget(
        bytes -> {
          Random choices = new Choices(bytes);
          byte[] made = new DocumentGenerator(choices).next();
          return choices.nextInt(4) == 0 ? new Mutations(choices).of(made) : made;
        });
  }

  /** The bytes are the value of the only node. */
  public static DocumentTarget ofNode() {
    byte[] before = "{\"nodes\":{\"a\":".getBytes(StandardCharsets.UTF_8);
    byte[] after = "},\"connections\":[]}".getBytes(StandardCharsets.UTF_8);
    return new DocumentTarget(
        bytes -> {
          byte[] start = Mutations.spliced(before, before.length, before.length, bytes);
          return Mutations.spliced(start, start.length, start.length, after);
        });
  }

  private static List<Way> ways() {
    return Way.all(Path.of("unused")).stream()
        .filter(way -> WAYS.contains(way.name()))
        .map(way -> Way.of(way.name(), way.say()))
        .toList();
  }

  private static WorkflowLoader loader(Profile profile) {
    return WorkflowLoader.builder()
        .profile(profile)
        .limits(Limits.untrusted().with(Limit.MILLISECONDS, Long.MAX_VALUE))
        .scheduler(Schedulers.immediate())
        .build();
  }

  @Override
  public void accept(byte[] input) {
    byte[] bytes = document.apply(input);
    Subject subject = new Subject(bytes, isCompressed(bytes), cuts(bytes));
    List<Machine.Divergence> divergences = machine.runCut(subject);
    require(divergences.isEmpty(), divergences.toString());
    LoadResult lax = lenient.tryLoad(ByteSource.of("", bytes)).block();
    LoadResult exact = strict.tryLoad(ByteSource.of("", bytes)).block();
    if (exact.accepted()) {
      require(lax.accepted(), "only the strict profile accepts: " + lax.report());
      require(lax.definition().equals(exact.definition()), "the profiles read different content");
    }
    if (lax.accepted()) {
      requireEveryNode(bytes, lax);
    }
  }

  private static void requireEveryNode(byte[] bytes, LoadResult result) {
    WorkflowDefinition definition = result.definition().orElseThrow();
    Set<String> live = result.schema().orElseThrow().nodes().keySet();
    require(live.equals(definition.nodes().keySet()), "live nodes " + live + " of " + definition);
    if (definition.kind() == DocumentKind.WORKFLOW && definition.form().wrappedIn().isEmpty()) {
      Set<String> written = keysOfNodes(bytes);
      require(live.containsAll(written), "live nodes " + live + " of " + written);
    }
  }

  /** The keys of {@code nodes} as another JSON library reads them; none if it reads none. */
  private static Set<String> keysOfNodes(byte[] bytes) {
    try {
      JsonElement root = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
      JsonElement nodes = root.isJsonObject() ? root.getAsJsonObject().get("nodes") : null;
      return nodes != null && nodes.isJsonObject() ? nodes.getAsJsonObject().keySet() : Set.of();
    } catch (JsonParseException e) {
      return Set.of(); // compressed, or with an escape that this library does not read
    }
  }

  private static boolean isCompressed(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int magic = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
    return magic == 0x1F8B || magic == 0x28B5 || (magic & 0xF0FF) == 0x502A;
  }

  /** One to three places that only depend on the bytes. */
  private static int[] cuts(byte[] bytes) {
    Random random = new Random(Arrays.hashCode(bytes));
    return random.ints(1 + random.nextInt(3), 0, bytes.length + 1).sorted().toArray();
  }

  @Override
  public void close() {
    machine.close();
    lenient.close();
    strict.close();
  }

  /**
   * Random numbers whose upper bits are given bytes; after the last of these, all bits are zero.
   */
  @SuppressWarnings("serial") // never serialised
  private static final class Choices extends Random {

    private final byte[] bytes;
    private int at;

    Choices(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected int next(int bits) {
      int next = bytes != null && at < bytes.length ? bytes[at++] & 0xFF : 0;
      return bits <= 8 ? next >>> (8 - bits) : next << (bits - 8);
    }
  }
}

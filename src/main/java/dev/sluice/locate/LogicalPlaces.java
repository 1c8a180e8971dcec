package dev.sluice.locate;

import dev.sluice.codec.Decoders;
import dev.sluice.config.Limits;
import dev.sluice.flow.StageOperator;
import dev.sluice.model.NodeDefinition;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordReader;
import dev.sluice.record.Uninspected;
import dev.sluice.record.WorkflowRecord;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.CollectedChunks;
import dev.sluice.text.Pointers;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The places of findings in terms of the workflow, which stay the same when a document is formatted
 * or when nodes and connections are inserted or moved:
 *
 * <ul>
 *   <li>{@code node:ID}, {@code node:ID/config/KEY}, with {@code *} for an index in a list
 *   <li>{@code wire:SOURCE.PORT>TARGET.PORT}
 *   <li>{@code var:NAME}, {@code meta:KEY}, {@code setting:KEY}
 *   <li>{@code doc/MEMBER} for another member of the document, {@code doc} for the document
 * </ul>
 *
 * <p>A document is read again only if one of its pointers has the index of a node or a connection.
 */
public final class LogicalPlaces {

  /** The place of a finding about a document as a whole. */
  public static final String DOCUMENT = "doc";

  private static final String NODE = "node:";

  private static final Pattern PART =
      Pattern.compile("(?:/[^/]+)??/(nodes|connections|variables|metadata|settings)/([^/]+)(/.*)?");

  private static final Pattern INDEX = Pattern.compile("[0-9]+");
  private static final Pattern INNER_INDEX = Pattern.compile("(?<=/)[0-9]+(?=/|$)");

  private final Set<String> pointers;
  private final Set<String> nodes = new HashSet<>();
  private final Set<String> connections = new HashSet<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> ends = new HashMap<>();
  private final Map<String, String> types = new HashMap<>();

  /**
   * The places and types found in a document for a set of pointers.
   *
   * @param places the logical places by pointer
   * @param types the types of nodes by id, as the document declares them; only of the nodes that
   *     the pointers lead to
   */
  public record Found(Map<String, String> places, Map<String, String> types) {

    /** Nothing. */
    public static final Found NOTHING = new Found(Map.of(), Map.of());

    /** The place for a pointer; derived from the pointer alone if none was found for it. */
    public String placeOf(String pointer) {
      String place = places.get(pointer);
      return place == null ? LogicalPlaces.of(pointer) : place;
    }
  }

  /**
   * The places for pointers into one document.
   *
   * @param pointers RFC 6901 pointers
   * @param typed whether the types of all nodes that they lead to are needed; if so, the document
   *     is always read
   */
  public LogicalPlaces(Collection<String> pointers, boolean typed) {
    this.pointers = Set.copyOf(new HashSet<>(pointers));
    for (String pointer : this.pointers) {
      Matcher part = PART.matcher(pointer);
      if (part.matches()) {
        boolean isIndex = INDEX.matcher(part.group(2)).matches();
        if (part.group(1).equals("nodes") && (typed || isIndex)) {
          nodes.add(step(part.group(2)));
        } else if (part.group(1).equals("connections") && isIndex) {
          connections.add(part.group(2));
        }
      }
    }
  }

  private static String step(String escaped) {
    return escaped.replace("~1", "/").replace("~0", "~");
  }

  /** The id of the node that a logical place is in; empty if it is not in a node. */
  public static Optional<String> nodeOf(String place) {
    if (!place.startsWith(NODE)) {
      return Optional.empty();
    }
    int end = place.indexOf('/');
    return Optional.of(step(place.substring(NODE.length(), end < 0 ? place.length() : end)));
  }

  /**
   * The places by pointer, and the types of nodes. Never fails: where the document can no longer be
   * read, indices are replaced by {@code *}.
   */
  public Mono<Found> read(ByteSource source, Limits limits) {
    if (nodes.isEmpty() && connections.isEmpty()) {
      return Mono.fromSupplier(this::found);
    }
    Flux<RecordBatch> records =
        new StageOperator<>(
            new StageOperator<>(source.read(), () -> Decoders.detecting(limits, compression -> {})),
            () -> new RecordReader(limits, new Uninspected(), CollectedChunks.MAX_BYTES));
    return records
        .doOnNext(this::take)
        .takeUntil(batch -> nodes.isEmpty() && connections.isEmpty())
        .then()
        .onErrorComplete()
        .then(Mono.fromSupplier(this::found));
  }

  private Found found() {
    Map<String, String> places = new HashMap<>();
    pointers.forEach(pointer -> places.put(pointer, place(pointer, ids, ends)));
    return new Found(places, types);
  }

  private void take(RecordBatch batch) {
    for (WorkflowRecord record : batch.records()) {
      if (record instanceof WorkflowRecord.NodeEntry node) {
        String step = node.listed() ? Integer.toString(node.index()) : node.key();
        if (nodes.remove(step)) {
          String id = node.fields() == null ? step : node.fields().id();
          ids.put(step, id);
          types.put(id, node.fields() == null ? "" : node.fields().type());
        }
      } else if (record instanceof WorkflowRecord.ConnectionEntry connection) {
        String step = Integer.toString(connection.index());
        if (connections.remove(step)) {
          ends.put(step, connection.ends() == null ? "*" : label(connection.ends()));
        }
      }
    }
  }

  private static String label(ConnectionEnds ends) {
    return end(ends.sourceNode())
        + "."
        + end(ends.sourcePort())
        + ">"
        + end(ends.targetNode())
        + "."
        + end(ends.targetPort());
  }

  private static String end(@Nullable Object end) {
    return end == ConnectionEnds.ABSENT ? "?" : String.valueOf(end);
  }

  /** The place for a pointer without its document: an index is shown as {@code *}. */
  public static String of(String pointer) {
    return place(pointer, Map.of(), Map.of());
  }

  private static String place(String pointer, Map<String, String> ids, Map<String, String> ends) {
    Matcher part = PART.matcher(pointer);
    if (!part.matches()) {
      return DOCUMENT + INNER_INDEX.matcher(pointer).replaceAll("*");
    }
    String step = part.group(2);
    boolean isIndex = INDEX.matcher(step).matches();
    String rest = part.group(3) == null ? "" : INNER_INDEX.matcher(part.group(3)).replaceAll("*");
    return switch (part.group(1)) {
      case "nodes" -> {
        String known = ids.get(step);
        String id = known == null ? (isIndex ? "*" : step) : Pointers.child("", known).substring(1);
        yield NODE + id + canonical(rest);
      }
      case "connections" -> "wire:" + ends.getOrDefault(step, "*");
      case "variables" -> "var:" + (isIndex ? "*" : step);
      case "metadata" -> "meta:" + step;
      default -> "setting:" + step;
    };
  }

  /** What follows a node's id, with the canonical name for the member that holds the config. */
  private static String canonical(String rest) {
    for (String member : NodeDefinition.CONFIG_MEMBERS) {
      if (rest.startsWith("/" + member + "/")) {
        return "/config" + rest.substring(member.length() + 1);
      }
    }
    return rest;
  }
}

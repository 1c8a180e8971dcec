package dev.sluice.search;

import dev.sluice.ReadResult;
import dev.sluice.codec.Decoders;
import dev.sluice.config.Limits;
import dev.sluice.flow.StageOperator;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Place;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.Locator;
import dev.sluice.record.NodeFields;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordReader;
import dev.sluice.record.WorkflowRecord;
import dev.sluice.search.SearchHit.Kind;
import dev.sluice.search.Target.OfFinding;
import dev.sluice.search.Target.OfNode;
import dev.sluice.search.Target.OfWire;
import dev.sluice.source.ByteSource;
import dev.sluice.text.Pointers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds the places of matches by reading the document again with the reader of loads, which knows
 * where nodes and connections are in every dialect.
 *
 * <p>For one subscription.
 */
final class HitPlaces {

  /** Up to how many bytes of a document are read from one buffer, which is faster. */
  private static final int GATHERED = 1 << 20;

  private final Path file;
  private final Optional<WorkflowDefinition> definition;
  private final List<SearchHit> hits = new ArrayList<>();
  private final Map<String, List<Match>> ofNodes = new HashMap<>();
  private final Map<Integer, List<Match>> ofWires = new HashMap<>();
  private final List<Match> ofDocument = new ArrayList<>();
  private String container = "";
  private int left;

  HitPlaces(Path file, ReadResult document, List<Match> matches) {
    this.file = file;
    definition = document.definition();
    for (Match match : matches) {
      if (match.target() instanceof OfNode of) {
        ofNodes.computeIfAbsent(of.node().id(), any -> new ArrayList<>()).add(match);
        left++;
      } else if (match.target() instanceof OfWire of) {
        ofWires.computeIfAbsent(of.index(), any -> new ArrayList<>()).add(match);
        left++;
      } else if (match.target() instanceof OfFinding of) {
        Place place = of.finding().place().orElse(Place.START);
        hits.add(hit(match, of.finding().pointer(), place));
      } else if (match.path().isEmpty()) {
        hits.add(hit(match, "", Place.START));
      } else {
        ofDocument.add(match);
        left++;
      }
    }
  }

  /** The hits with their places, in document order. */
  Mono<List<SearchHit>> read(ByteSource source, Limits limits) {
    if (left == 0) {
      return Mono.just(sorted());
    }
    Flux<RecordBatch> records =
        new StageOperator<>(
            new StageOperator<>(source.read(), () -> Decoders.detecting(limits, compression -> {})),
            () -> new RecordReader(limits, new Uninspected(), GATHERED));
    return records
        .doOnNext(this::take)
        .takeUntil(batch -> left == 0)
        .then(Mono.fromSupplier(this::finished));
  }

  /** A match whose part of the document is not found: the file has changed since it was read. */
  private List<SearchHit> finished() {
    ofNodes.values().forEach(all -> all.forEach(match -> add(match, "", Place.START)));
    ofWires.values().forEach(all -> all.forEach(match -> add(match, "", Place.START)));
    ofDocument.forEach(match -> add(match, "", Place.START));
    return sorted();
  }

  private List<SearchHit> sorted() {
    hits.sort(Comparator.comparingLong(hit -> hit.place().offset()));
    return hits;
  }

  private void take(RecordBatch batch) {
    for (WorkflowRecord record : batch.records()) {
      if (record instanceof WorkflowRecord.NodeEntry node) {
        take(node, batch.locator());
      } else if (record instanceof WorkflowRecord.ConnectionEntry wire) {
        take(wire, batch.locator());
      } else if (record instanceof WorkflowRecord.Member member) {
        take(member, batch.locator());
      } else if (record instanceof WorkflowRecord.Section section) {
        container = bodyOf(section.body()) + "/" + section.name();
      }
    }
  }

  private String bodyOf(WorkflowRecord.Body body) {
    String wrapper = definition.map(it -> it.form().wrappedIn()).orElse("");
    return body == WorkflowRecord.Body.WRAPPED ? "/" + wrapper : "";
  }

  private void take(WorkflowRecord.NodeEntry entry, Locator locator) {
    NodeFields fields = entry.fields();
    List<Match> matches = fields == null ? null : ofNodes.remove(fields.id());
    if (fields == null || matches == null) {
      return;
    }
    String pointer =
        entry.listed()
            ? Pointers.child(container, entry.index())
            : Pointers.child(container, entry.key());
    for (Match match : matches) {
      List<Object> path = pathWithin(entry, fields, match);
      Place place =
          path.isEmpty()
              ? locator.place(entry.offset())
              : locator.placeWithin(entry.offset(), path.toArray());
      add(match, pointer(pointer, path), place);
    }
  }

  /** The path from a node to a value that a match names. */
  private static List<Object> pathWithin(
      WorkflowRecord.NodeEntry entry, NodeFields fields, Match match) {
    Map<String, Object> members = entry.members() == null ? Map.of() : entry.members();
    if (match.path().isEmpty()) {
      String member =
          switch (match.field()) {
            case "type", "declared" -> fields.typeMember();
            case "name", "description" -> match.field();
            default -> "";
          };
      return member.isEmpty() || !members.containsKey(member) ? List.of() : List.of(member);
    }
    for (String config : NodeDefinition.CONFIG_MEMBERS) {
      if (members.get(config) instanceof Map<?, ?> map && map.containsKey(match.path().get(0))) {
        List<Object> path = new ArrayList<>();
        path.add(config);
        path.addAll(match.path());
        return path;
      }
    }
    return List.of();
  }

  private void take(WorkflowRecord.ConnectionEntry entry, Locator locator) {
    List<Match> matches = ofWires.remove(entry.index());
    if (matches != null) {
      Place place = locator.place(entry.offset());
      String pointer = Pointers.child(container, entry.index());
      matches.forEach(match -> add(match, pointer, place));
    }
  }

  private void take(WorkflowRecord.Member member, Locator locator) {
    for (Match match : List.copyOf(ofDocument)) {
      List<Object> path = match.path();
      boolean isWhole = member.name().equals(path.get(0));
      boolean isPart = match.kind() == Kind.METADATA && member.name().equals(path.get(1));
      List<Object> inner = path.subList(isWhole ? 1 : Math.min(2, path.size()), path.size());
      if ((isWhole && holds(member.value(), inner)) || (isPart && !isWhole)) {
        ofDocument.remove(match);
        Place place = locator.placeWithin(member.offset(), inner.toArray());
        String pointer = Pointers.child(bodyOf(member.body()), member.name());
        add(match, pointer(pointer, inner), place);
      }
    }
  }

  /** Whether a value has a member or element of this name. */
  private static boolean holds(@Nullable Object value, List<Object> path) {
    return path.isEmpty()
        || value instanceof List
        || (value instanceof Map<?, ?> map && map.containsKey(path.get(0)));
  }

  private static String pointer(String start, List<Object> path) {
    String pointer = start;
    for (Object step : path) {
      pointer =
          step instanceof Integer index
              ? Pointers.child(pointer, index)
              : Pointers.child(pointer, String.valueOf(step));
    }
    return pointer;
  }

  private void add(Match match, String pointer, Place place) {
    left--;
    hits.add(hit(match, pointer, place));
  }

  private SearchHit hit(Match match, String pointer, Place place) {
    Optional<NodeDefinition> node =
        match.target() instanceof OfNode of ? Optional.of(of.node()) : Optional.empty();
    return new SearchHit(
        file,
        place,
        pointer,
        match.kind(),
        node.map(NodeDefinition::id),
        node.flatMap(NodeDefinition::name),
        match.field(),
        match.excerpt());
  }
}

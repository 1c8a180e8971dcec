package dev.sluice.locate;

import dev.sluice.codec.Decoders;
import dev.sluice.config.Limits;
import dev.sluice.flow.StageOperator;
import dev.sluice.locate.Location.OfConfig;
import dev.sluice.locate.Location.OfConnection;
import dev.sluice.locate.Location.OfMember;
import dev.sluice.locate.Location.OfNode;
import dev.sluice.locate.Location.OfWorkflow;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.Place;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.record.Locator;
import dev.sluice.record.NodeFields;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordFilter;
import dev.sluice.record.RecordReader;
import dev.sluice.record.Uninspected;
import dev.sluice.record.WorkflowRecord;
import dev.sluice.source.ByteSource;
import dev.sluice.stage.CollectedChunks;
import dev.sluice.text.Pointers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds places by reading a document again with the reader of loads, which knows where nodes and
 * connections are in every dialect. Reads up to the last place; memory grows with the number of
 * places.
 *
 * <p>For one subscription.
 */
public final class PlaceFinder {

  private final WorkflowDefinition definition;
  private final Map<Location, Located> found = new HashMap<>();
  private final Map<String, List<Location>> ofNodes = new HashMap<>();
  private final Map<Integer, Location> ofConnections = new HashMap<>();
  private final Set<OfWorkflow> ofWorkflow = new LinkedHashSet<>();
  private final int wanted;
  private String container = "";

  /**
   * A finder of places.
   *
   * @param definition the definition that was read from the document
   */
  public PlaceFinder(WorkflowDefinition definition, Collection<? extends Location> locations) {
    this.definition = definition;
    Set<Location> distinct = new LinkedHashSet<>(locations);
    wanted = distinct.size();
    distinct.forEach(this::want);
  }

  private void want(Location location) {
    if (location instanceof OfConnection of) {
      ofConnections.put(of.index(), of);
    } else if (location instanceof OfWorkflow of) {
      ofWorkflow.add(of);
    } else {
      ofNodes.computeIfAbsent(nodeOf(location), any -> new ArrayList<>()).add(location);
    }
  }

  private static String nodeOf(Location location) {
    if (location instanceof OfNode of) {
      return of.id();
    }
    return location instanceof OfMember of ? of.id() : ((OfConfig) location).id();
  }

  /**
   * The places by location. What the document no longer has, because it has changed since it was
   * read, is missing. Fails as the source does, and if the document can no longer be read.
   */
  public Mono<Map<Location, Located>> read(ByteSource source, Limits limits) {
    if (wanted == 0) {
      return Mono.just(found);
    }
    Flux<RecordBatch> records =
        new StageOperator<>(
            new StageOperator<>(source.read(), () -> Decoders.detecting(limits, compression -> {})),
            () ->
                RecordReader.forPlaces(
                    limits, new Uninspected(), CollectedChunks.MAX_BYTES, new Wanted()));
    return records
        .doOnNext(this::take)
        .takeUntil(batch -> found.size() == wanted)
        .then(Mono.just(found));
  }

  private final class Wanted implements RecordFilter {
    @Override
    public boolean node(String key) {
      return ofNodes.containsKey(key);
    }

    @Override
    public boolean connection(long index) {
      return ofConnections.containsKey((int) index);
    }
  }

  private void take(RecordBatch batch) {
    for (WorkflowRecord record : batch.records()) {
      if (record instanceof WorkflowRecord.NodeEntry node) {
        take(node, batch.locator());
      } else if (record instanceof WorkflowRecord.ConnectionEntry connection) {
        take(connection, batch.locator());
      } else if (record instanceof WorkflowRecord.Member member) {
        take(member, batch.locator());
      } else if (record instanceof WorkflowRecord.Section section) {
        container = bodyOf(section.body()) + "/" + section.name();
      }
    }
  }

  private String bodyOf(WorkflowRecord.Body body) {
    return body == WorkflowRecord.Body.WRAPPED
        ? Pointers.child("", definition.form().wrappedIn())
        : "";
  }

  private void take(WorkflowRecord.NodeEntry entry, Locator locator) {
    NodeFields fields = entry.fields();
    Map<String, Object> members = entry.members();
    if (fields == null || members == null) {
      return;
    }
    String pointer =
        entry.listed()
            ? Pointers.child(container, entry.index())
            : Pointers.child(container, entry.key());
    for (Location location : ofNodes.getOrDefault(fields.id(), List.of())) {
      List<Object> path = pathWithin(members, fields, location);
      Place place =
          path.isEmpty()
              ? locator.place(entry.offset())
              : locator.placeWithin(entry.offset(), path.toArray());
      found.put(location, new Located(pointer(pointer, path), place));
    }
  }

  /** The path from a node's object to a value; empty for what the object does not have. */
  private static List<Object> pathWithin(
      Map<String, Object> members, NodeFields fields, Location location) {
    if (location instanceof OfMember of) {
      String member = of.member().equals("type") ? fields.typeMember() : of.member();
      return members.containsKey(member) ? List.of(member) : List.of();
    }
    if (location instanceof OfConfig of) {
      for (String config : NodeDefinition.CONFIG_MEMBERS) {
        if (members.get(config) instanceof Map<?, ?> map && map.containsKey(of.path().get(0))) {
          List<Object> path = new ArrayList<>();
          path.add(config);
          path.addAll(of.path());
          return path;
        }
      }
    }
    return List.of();
  }

  private void take(WorkflowRecord.ConnectionEntry entry, Locator locator) {
    Location location = ofConnections.get(entry.index());
    if (location != null) {
      Place place = locator.place(entry.offset());
      found.put(location, new Located(Pointers.child(container, entry.index()), place));
    }
  }

  private void take(WorkflowRecord.Member member, Locator locator) {
    for (OfWorkflow location : ofWorkflow) {
      List<Object> path = location.path();
      boolean isWhole = member.name().equals(path.get(0));
      // metadata can also be members of the document itself
      boolean isPart =
          path.size() > 1 && path.get(0).equals("metadata") && member.name().equals(path.get(1));
      List<Object> inner = path.subList(isWhole ? 1 : Math.min(2, path.size()), path.size());
      if (isWhole ? holds(member.value(), inner) : isPart) {
        Place place = locator.placeWithin(member.offset(), inner.toArray());
        String pointer = Pointers.child(bodyOf(member.body()), member.name());
        found.put(location, new Located(pointer(pointer, inner), place));
      }
    }
  }

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

  /**
   * The location of a value in a document.
   *
   * @param pointer RFC 6901 pointer to it
   * @param place where it begins
   */
  public record Located(String pointer, Place place) {

    /** The document as a whole. */
    public static final Located DOCUMENT = new Located("", Place.START);
  }
}

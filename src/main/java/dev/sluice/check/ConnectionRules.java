package dev.sluice.check;

import dev.sluice.config.Limit;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Place;
import dev.sluice.record.ConnectionEnds;
import dev.sluice.record.Dialect;
import dev.sluice.record.Locator;
import dev.sluice.record.PlainConnection;
import dev.sluice.record.WorkflowRecord.ConnectionEntry;
import dev.sluice.value.ByteNames;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules for single connections. */
final class ConnectionRules {

  private static final Set<Dialect> OTHER_ENDS = Set.of(Dialect.OTHER_ENDS);

  private final Reporter reporter;
  private final GraphIndex graph;
  private final DialectNotes dialects;

  ConnectionRules(Reporter reporter, GraphIndex graph, DialectNotes dialects) {
    this.reporter = reporter;
    this.graph = graph;
    this.dialects = dialects;
  }

  /**
   * Checks a connection.
   *
   * @param container pointer of the list it is in
   * @param ofWorkflow whether it belongs to the graph
   */
  void check(ConnectionEntry entry, String container, Locator locator, boolean ofWorkflow) {
    CheckedConnection checked = new CheckedConnection(entry, container, locator);
    if (entry.index() == reporter.limit(Limit.CONNECTIONS)) {
      reporter.rejectTooMany(
          Limit.CONNECTIONS, "connection", checked.at().pointer(), locator.place(entry.offset()));
    }
    ConnectionEnds ends = entry.ends();
    if (ends == null) {
      if (ofWorkflow) {
        graph.addUnusableEdge();
      }
      if (reporter.wantsToReject(FindingCode.INVALID_TYPE, entry.offset())) {
        reporter.reject(checked.notAnObject());
      }
      return;
    }
    if (!ends.canonical()) {
      dialects.note(OTHER_ENDS, checked::at, locator);
    }
    ConnectionEnds valid =
        new ConnectionEnds(
            valid(ends.sourceNode(), "source_node", Limit.NODE_ID_LENGTH, checked),
            valid(ends.sourcePort(), "source_port", Limit.PORT_LENGTH, checked),
            valid(ends.targetNode(), "target_node", Limit.NODE_ID_LENGTH, checked),
            valid(ends.targetPort(), "target_port", Limit.PORT_LENGTH, checked),
            ends.canonical());
    if (!ofWorkflow) {
      return;
    }
    boolean namesNode =
        valid.sourceNode() != ConnectionEnds.ABSENT || valid.targetNode() != ConnectionEnds.ABSENT;
    if (namesNode && entry.index() < reporter.limit(Limit.CONNECTIONS)) {
      graph.add(valid, container, entry.index(), entry.offset());
    } else {
      graph.addUnusableEdge();
    }
  }

  /** The same for a connection in the canonical form. */
  void check(PlainConnection plain, String container, Locator locator, boolean ofWorkflow) {
    if (plain.index() >= reporter.limit(Limit.CONNECTIONS)
        || isLong(plain.names(), plain.sourceNode(), Limit.NODE_ID_LENGTH)
        || isLong(plain.names(), plain.sourcePort(), Limit.PORT_LENGTH)
        || isLong(plain.names(), plain.targetNode(), Limit.NODE_ID_LENGTH)
        || isLong(plain.names(), plain.targetPort(), Limit.PORT_LENGTH)) {
      check(plain.entry(), container, locator, ofWorkflow);
    } else if (ofWorkflow) {
      graph.add(plain, container);
    }
  }

  private boolean isLong(ByteNames names, int number, Limit limit) {
    return names.length(number) > reporter.limit(limit);
  }

  /** The places of the members of one connection. */
  private record CheckedConnection(ConnectionEntry entry, String container, Locator locator) {

    RecordLocation at() {
      return new RecordLocation(container, "", entry.index(), entry.offset());
    }

    long offset() {
      return entry.offset();
    }

    Finding notAnObject() {
      String found = Reporter.typeOf(entry.value());
      return Finding.at(
          FindingCode.INVALID_TYPE,
          locator.place(offset()),
          at()::pointer,
          () -> "A connection must be an object, not " + found);
    }

    Finding withoutEnd(String name) {
      return Finding.at(
          FindingCode.MISSING_REQUIRED_FIELD,
          locator.place(offset()),
          at()::pointer,
          () -> "The connection has no " + name);
    }

    Finding withEndOfType(String name, Object end) {
      return Finding.at(
          FindingCode.INVALID_TYPE,
          "The connection's " + name + " must be a string, not " + Reporter.typeOf(end),
          member(name),
          locator.placeWithin(offset(), name));
    }

    /** The pointer of an end if it is a separate member, otherwise that of the connection. */
    String member(String name) {
      Map<String, Object> members = entry.members();
      String pointer = at().pointer();
      return members != null && members.containsKey(name) ? pointer + "/" + name : pointer;
    }
  }

  /** Reports errors of an end; returns the end if it is valid, otherwise the marker for absent. */
  private @Nullable Object valid(
      @Nullable Object end, String name, Limit limit, CheckedConnection checked) {
    if (end == null) {
      return null;
    }
    if (end instanceof String text) {
      if (!reporter.isLonger(text, limit)) {
        return text;
      }
      Place place = checked.locator().placeWithin(checked.offset(), name);
      reporter.rejectLength(limit, "The connection's " + name, text, checked.member(name), place);
      return ConnectionEnds.ABSENT;
    }
    if (end == ConnectionEnds.ABSENT) {
      if (reporter.wantsToReject(FindingCode.MISSING_REQUIRED_FIELD, checked.offset())) {
        reporter.reject(checked.withoutEnd(name));
      }
    } else if (reporter.wantsToReject(FindingCode.INVALID_TYPE, checked.offset())) {
      reporter.reject(checked.withEndOfType(name, end));
    }
    return ConnectionEnds.ABSENT;
  }
}

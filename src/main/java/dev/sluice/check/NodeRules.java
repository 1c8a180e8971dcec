package dev.sluice.check;

import static dev.sluice.model.FindingCode.DUPLICATE_NODE_ID;
import static dev.sluice.model.FindingCode.INVALID_CONFIG_VALUE;
import static dev.sluice.model.FindingCode.INVALID_POSITION;
import static dev.sluice.model.FindingCode.INVALID_TYPE;
import static dev.sluice.model.FindingCode.LIMIT_EXCEEDED;
import static dev.sluice.model.FindingCode.MIGRATED_TYPE;
import static dev.sluice.model.FindingCode.MISSING_REQUIRED_FIELD;
import static dev.sluice.model.FindingCode.NODE_CREATION_FAILED;
import static dev.sluice.model.FindingCode.NODE_ID_MISMATCH;
import static dev.sluice.model.FindingCode.UNKNOWN_CONFIG_KEY;
import static dev.sluice.model.FindingCode.UNKNOWN_NODE_TYPE;

import dev.sluice.check.DeclaredType.Checked;
import dev.sluice.config.Limit;
import dev.sluice.config.Profile;
import dev.sluice.config.UnknownTypes;
import dev.sluice.error.NodeCreationException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.NodeType;
import dev.sluice.model.Place;
import dev.sluice.model.PropertySpec;
import dev.sluice.model.Severity;
import dev.sluice.record.Dialect;
import dev.sluice.record.Locator;
import dev.sluice.record.NodeFields;
import dev.sluice.record.PlainNode;
import dev.sluice.record.WorkflowRecord.NodeEntry;
import dev.sluice.text.Pointers;
import dev.sluice.text.Quote;
import dev.sluice.text.Secrets;
import dev.sluice.types.TypeTable;
import dev.sluice.types.TypeTable.ResolvedType;
import dev.sluice.value.ShapePositions;
import dev.sluice.value.ShapedMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules for single nodes. */
final class NodeRules {

  /**
   * The maximum number of unknown config keys reported for a node; locating each scans the node.
   */
  private static final int MOST_UNKNOWN_KEYS = 20;

  /** The indices that {@link GraphIndex#addUnusableElement} accepts are less than this. */
  private static final int MOST_ELEMENTS = 1_000_000_000;

  private final DeclaredConfig declared;
  private final KeyPlaces keyPlaces = new KeyPlaces();
  private final ShapePositions positions = new ShapePositions("position");

  private final Reporter reporter;
  private final GraphIndex graph;
  private final TypeTable types;
  private final UnknownTypes unknown;
  private final DialectNotes dialects;

  NodeRules(
      Reporter reporter,
      GraphIndex graph,
      TypeTable types,
      RuleBook book,
      UnknownTypes unknown,
      DialectNotes dialects) {
    this.reporter = reporter;
    this.graph = graph;
    this.types = types;
    this.declared = new DeclaredConfig(book.types());
    this.unknown = unknown;
    this.dialects = dialects;
  }

  /**
   * Checks a node.
   *
   * @param container pointer of the object or list it is in
   */
  void check(NodeEntry entry, String container, Locator locator) {
    CheckedNode member = new CheckedNode(entry, container, locator);
    if (entry.index() == reporter.limit(Limit.NODES)) {
      reporter.rejectTooMany(Limit.NODES, "node", member.pointer(), member.place());
    }
    NodeFields fields = entry.fields();
    Map<String, Object> members = entry.members();
    if (fields == null || members == null) {
      addNonObject(entry, member);
      if (reporter.wantsToReject(INVALID_TYPE, entry.offset())) {
        reporter.reject(member.notAnObject());
      }
      return;
    }
    if (!fields.dialects().isEmpty()) {
      dialects.note(fields.dialects(), member::at, locator);
    }
    checkId(fields, member);
    boolean typed = checkType(fields, member);
    if (!fields.faultyConfig().isEmpty()) {
      if (reporter.wantsToReject(INVALID_TYPE, entry.offset())) {
        String found = Reporter.typeOf(members.get(fields.faultyConfig()));
        reporter.reject(
            member.finding(
                INVALID_TYPE,
                fields.faultyConfig(),
                () -> "A node's config must be an object, not " + found));
      }
    }
    checkPosition(members, member);
    if (typed && entry.index() < reporter.limit(Limit.NODES)) {
      ResolvedType type = types.orPlaceholder(fields.type());
      checkResolved(fields, type, member);
      graph.add(fields, type.type(), container, entry);
      if (!type.type().isPlaceholder()) {
        List<String> missing = declared.missing(type.type(), effective(fields, type));
        for (int i = 0; i < missing.size(); i++) {
          graph.addLacking(graph.numberOf(fields.id()), missing.get(i));
        }
      }
    } else {
      addUnusable(fields, entry);
    }
  }

  private void addNonObject(NodeEntry entry, CheckedNode member) {
    if (!entry.listed()) {
      if (graph.contains(entry.key())) {
        reportDuplicate(entry.key(), false, member);
      }
      graph.addUnusable(entry.key());
    } else if (entry.index() < MOST_ELEMENTS) {
      graph.addUnusableElement(entry.index());
    }
  }

  private void addUnusable(NodeFields fields, NodeEntry entry) {
    if (entry.listed() && !(fields.ownId() instanceof String) && entry.index() < MOST_ELEMENTS) {
      graph.addUnusableElement(entry.index());
    } else {
      graph.addUnusable(fields.id());
    }
  }

  /**
   * The same for a node in the canonical form, whose id, fields and position are as they should be:
   * the values of its config are read only if there is something to report.
   */
  void check(PlainNode node, String container, Locator locator) {
    if (node.index() >= reporter.limit(Limit.NODES)
        || node.names().length(node.idNumber()) > reporter.limit(Limit.NODE_ID_LENGTH)
        || graph.contains(node)
        || node.names().length(node.typeNumber()) == 0
        || node.names().length(node.typeNumber()) > reporter.limit(Limit.NODE_TYPE_LENGTH)) {
      check(node.entry(), container, locator);
      return;
    }
    ResolvedType resolved = resolved(node);
    NodeType type = resolved.type();
    boolean known = !type.isPlaceholder();
    if (!known || resolved.migration().isPresent() || !declared.isFit(type, node)) {
      if (known && resolved.migration().isEmpty() && resolved.failure().isEmpty()) {
        reportConfigKeys(declared.unknown(type, node), type, node, container, locator);
        reportValues(declared.unfit(type, node), node, container, locator);
      } else {
        NodeEntry entry = node.entry();
        NodeFields fields = Objects.requireNonNull(entry.fields());
        checkResolved(fields, resolved, new CheckedNode(entry, container, locator));
      }
    }
    graph.add(node, type, container);
    if (known) {
      List<String> missing =
          resolved.migration().isEmpty()
              ? declared.missing(type, node)
              : declared.missing(type, resolved.migration().get().apply(node.config()));
      for (int i = 0; i < missing.size(); i++) {
        graph.addLacking(graph.nodeCount() - 1, missing.get(i));
      }
    }
  }

  /** The type of a node, looked up once for each name. */
  private ResolvedType resolved(PlainNode node) {
    ResolvedType known = types.numbered(node.typeNumber());
    if (known == null) {
      DeclaredType builtIn = declared.builtIn(node.type(), types);
      known = builtIn == null ? types.orPlaceholder(node.type()) : builtIn.resolved();
      types.number(node.typeNumber(), known);
    }
    return known;
  }

  /** The places of the members of one node. */
  private record CheckedNode(NodeEntry entry, String container, Locator locator) {

    RecordLocation at() {
      return new RecordLocation(container, entry.key(), entry.place(), entry.offset());
    }

    long offset() {
      return entry.offset();
    }

    String pointer() {
      return at().pointer();
    }

    Finding notAnObject() {
      String found = Reporter.typeOf(entry.value());
      return Finding.at(
          INVALID_TYPE, place(), at()::pointer, () -> "A node must be an object, not " + found);
    }

    Place place() {
      return entry.listed() ? locator.place(entry.offset()) : locator.placeWithin(entry.offset());
    }

    /** A finding about a member; it keeps the supplier of its message. */
    Finding finding(FindingCode code, String name, Supplier<String> message) {
      RecordLocation record = at();
      Place place = locator.placeWithin(entry.offset(), name);
      return Finding.at(code, place, () -> Pointers.child(record.pointer(), name), message);
    }

    Finding missing(String message) {
      return Finding.at(MISSING_REQUIRED_FIELD, place(), at()::pointer, () -> message);
    }
  }

  private void checkId(NodeFields fields, CheckedNode member) {
    boolean listed = fields.dialects().contains(Dialect.LISTED_NODES);
    if (reporter.isLonger(fields.id(), Limit.NODE_ID_LENGTH)) {
      rejectId(fields, listed, member);
    }
    if (fields.idMember().isEmpty()) {
      if (listed || !fields.dialects().contains(Dialect.GRAPH_SESSION)) {
        if (reporter.wants(MISSING_REQUIRED_FIELD, member.offset())) {
          reporter.report(
              member.missing("The node has no node_id").suggesting(idMember(fields.id())));
        }
      }
    } else if (!(fields.ownId() instanceof String ownId)) {
      if (reporter.wants(NODE_ID_MISMATCH, member.offset())) {
        String found = Reporter.typeOf(fields.ownId());
        reporter.report(
            member.finding(
                NODE_ID_MISMATCH,
                fields.idMember(),
                () -> "A node's id must be a string, not " + found));
      }
    } else if (!ownId.equals(fields.id()) && reporter.wants(NODE_ID_MISMATCH, member.offset())) {
      reporter.report(mismatch(ownId, fields.id(), fields.idMember(), member));
    }
    boolean anonymous = listed && !(fields.ownId() instanceof String);
    if (anonymous ? graph.containsElement(fields.id()) : graph.contains(fields.id())) {
      reportDuplicate(fields.id(), listed, member);
    }
  }

  private void reportDuplicate(String id, boolean listed, CheckedNode member) {
    if (!listed) {
      if (reporter.wantsDuplicateKey(member.offset())) {
        Place place = member.locator().place(member.offset());
        reporter.duplicateKey(id, member.at()::pointer, place);
      }
    } else if (reporter.wantsToReject(DUPLICATE_NODE_ID, member.offset())) {
      reporter.reject(duplicate(id, member));
    }
  }

  /** Rejects an id over its limit, at the key or, in a list, at the member that holds it. */
  private void rejectId(NodeFields fields, boolean listed, CheckedNode member) {
    String pointer = member.pointer();
    Place place;
    if (!listed) {
      place = member.locator().place(member.offset());
    } else if (fields.id().equals(fields.ownId())) {
      pointer = Pointers.child(pointer, fields.idMember());
      place = member.locator().placeWithin(member.offset(), fields.idMember());
    } else {
      place = member.locator().placeWithin(member.offset());
    }
    reporter.rejectLength(Limit.NODE_ID_LENGTH, "The node's id", fields.id(), pointer, place);
  }

  private static String idMember(String id) {
    return "\"node_id\": " + Quote.of(id);
  }

  private static Finding mismatch(String ownId, String id, String name, CheckedNode member) {
    return member
        .finding(
            NODE_ID_MISMATCH,
            name,
            () ->
                "The node's id "
                    + Quote.of(ownId)
                    + " differs from its key "
                    + Quote.of(id)
                    + "; the key is used")
        .suggesting(idMember(id));
  }

  private static Finding duplicate(String id, CheckedNode member) {
    return Finding.at(
        DUPLICATE_NODE_ID,
        member.place(),
        member.at()::pointer,
        () -> "A second node has the id " + Quote.of(id));
  }

  /** Whether the node has a type name that can be looked up. */
  private boolean checkType(NodeFields fields, CheckedNode member) {
    if (fields.typeMember().isEmpty()) {
      if (reporter.wantsToReject(MISSING_REQUIRED_FIELD, member.offset())) {
        reporter.reject(member.missing("The node has no node_type"));
      }
      return false;
    }
    if (!(fields.typeValue() instanceof String)) {
      if (reporter.wantsToReject(INVALID_TYPE, member.offset())) {
        reporter.reject(
            member.finding(INVALID_TYPE, fields.typeMember(), mustBeString(fields.typeValue())));
      }
      return false;
    }
    if (fields.type().isEmpty()) {
      if (reporter.wantsToReject(MISSING_REQUIRED_FIELD, member.offset())) {
        reporter.reject(
            member.finding(
                MISSING_REQUIRED_FIELD, fields.typeMember(), () -> "The node's type is empty"));
      }
      return false;
    }
    if (reporter.isLonger(fields.type(), Limit.NODE_TYPE_LENGTH)) {
      Finding at = member.finding(LIMIT_EXCEEDED, fields.typeMember(), () -> "");
      reporter.rejectLength(
          Limit.NODE_TYPE_LENGTH,
          "The node's type",
          fields.type(),
          at.pointer(),
          at.place().orElse(Place.START));
      return false;
    }
    return true;
  }

  private void checkPosition(Map<String, Object> members, CheckedNode member) {
    Object position = position(members);
    if (position != null
        && !PositionForm.isUsable(position)
        && reporter.wants(INVALID_POSITION, member.offset())) {
      String fault = PositionForm.fault(position);
      reporter.report(
          member
              .finding(
                  INVALID_POSITION,
                  "position",
                  () -> "A position must be a list of two numbers" + fault)
              .suggesting("\"position\": [0, 0]"));
    }
  }

  private @Nullable Object position(Map<String, Object> members) {
    if (members instanceof ShapedMap shaped) {
      int at = positions.of(shaped)[0];
      return at < 0 ? null : shaped.valueAt(at);
    }
    return members.get("position");
  }

  private void checkResolved(NodeFields fields, ResolvedType resolved, CheckedNode member) {
    NodeType type = resolved.type();
    if (resolved.failure().isPresent()) {
      reportFailed(fields, resolved.failure().get(), member);
    } else if (type.isPlaceholder()) {
      reportUnknown(fields, member);
    } else if (resolved.migration().isPresent() && reporter.wants(MIGRATED_TYPE, member.offset())) {
      reporter.report(migrated(fields.type(), type.name(), fields.typeMember(), member));
    }
    if (!type.openConfig() && resolved.migration().isEmpty()) {
      reportConfigKeys(declared.unknown(type, fields.config()), type, member);
    }
    if (!type.isPlaceholder()) {
      reportValues(declared.unfit(type, fields.config()), fields, member);
    }
  }

  private void reportValues(
      List<Checked> unfit, PlainNode node, String container, Locator locator) {
    if (!unfit.isEmpty()) {
      NodeEntry entry = node.entry();
      NodeFields fields = Objects.requireNonNull(entry.fields());
      reportValues(unfit, fields, new CheckedNode(entry, container, locator));
    }
  }

  private void reportValues(List<Checked> unfit, NodeFields fields, CheckedNode member) {
    for (int i = 0; i < unfit.size(); i++) {
      reportValue(unfit.get(i), fields.config(), member);
    }
  }

  private static Finding migrated(String from, String to, String name, CheckedNode member) {
    return member.finding(
        MIGRATED_TYPE, name, () -> "The type " + Quote.of(from) + " is now " + Quote.of(to));
  }

  private static Supplier<String> mustBeString(@Nullable Object value) {
    String found = Reporter.typeOf(value);
    return () -> "A node's type must be a string, not " + found;
  }

  private void reportConfigKeys(List<String> keys, NodeType type, CheckedNode member) {
    int reported = Math.min(keys.size(), MOST_UNKNOWN_KEYS);
    for (int i = 0; i < reported; i++) {
      reportConfigKey(type, keys.subList(0, reported), i, member);
    }
    if (reported < keys.size()) {
      reporter.omit(keys.size() - reported);
    }
  }

  private void reportConfigKeys(
      List<String> keys, NodeType type, PlainNode node, String container, Locator locator) {
    int reported = Math.min(keys.size(), MOST_UNKNOWN_KEYS);
    long[] offsets = {};
    RecordLocation at = null;
    for (int i = 0; i < reported; i++) {
      if (reporter.wants(UNKNOWN_CONFIG_KEY, node.offset())) {
        if (at == null) {
          at = new RecordLocation(container, node.id(), -1, node.offset());
          int[] positions = declared.unknownAt(type, node, reported);
          offsets = locator.offsetsOfNames(node.configOffset(), positions);
        }
        Place place = locator.place(offsets[i]);
        reporter.report(unknownKey(type, "config", keys.get(i), place, at));
      }
    }
    if (reported < keys.size()) {
      reporter.omit(keys.size() - reported);
    }
  }

  /** Reports a type that its provider failed to load, like a node whose factory failed. */
  private void reportFailed(NodeFields fields, NodeCreationException failure, CheckedNode member) {
    String message = failure.finding().message();
    Supplier<Finding> finding =
        () -> member.finding(NODE_CREATION_FAILED, fields.typeMember(), () -> message);
    if (reporter.profile() == Profile.STRICT) {
      throw new NodeCreationException(finding.get(), failure.getCause());
    }
    reporter.report(NODE_CREATION_FAILED, Severity.WARNING, member.offset(), finding);
  }

  private static Map<String, Object> effective(NodeFields fields, ResolvedType type) {
    Map<String, Object> config = fields.config();
    return type.migration().isEmpty() ? config : type.migration().get().apply(config);
  }

  private void reportValue(Checked unfit, Map<String, Object> config, CheckedNode member) {
    String key = unfit.property().name();
    String holder = holder(key, member);
    if (!holder.isEmpty() && reporter.wants(INVALID_CONFIG_VALUE, member.offset())) {
      reporter.report(invalidValue(unfit, holder, config.get(key), member));
    }
  }

  private Finding invalidValue(
      Checked unfit, String holder, @Nullable Object value, CheckedNode member) {
    PropertySpec property = unfit.property();
    String key = property.name();
    RecordLocation at = member.at();
    String found = value instanceof String ? "this string" : Reporter.typeOf(value);
    Finding finding =
        Finding.at(
            INVALID_CONFIG_VALUE,
            member.locator().placeWithin(member.offset(), holder, key),
            () -> Pointers.child(Pointers.child(at.pointer(), holder), key),
            () ->
                "The value of "
                    + Quote.of(key)
                    + " must be "
                    + unfit.expected()
                    + ", not "
                    + found);
    if (unfit.form() != ValueForm.CHOICE
        || !(value instanceof String)
        || Secrets.isSecretKey(key)) {
      return finding;
    }
    return reporter
        .suggestions()
        .suggest(
            finding,
            new Suggestions.Choices(key, property.choices()), // types have others for the same key
            value.toString(),
            () -> property.choices().stream().map(String::valueOf).toList());
  }

  private void reportUnknown(NodeFields fields, CheckedNode member) {
    long offset = member.offset();
    if (unknown == UnknownTypes.FAIL) {
      if (reporter.wantsToReject(UNKNOWN_NODE_TYPE, offset)) {
        reporter.reject(unknownType(fields, member));
      }
    } else if (reporter.wants(UNKNOWN_NODE_TYPE, offset)) {
      reporter.report(unknownType(fields, member));
    }
  }

  private Finding unknownType(NodeFields fields, CheckedNode member) {
    String type = fields.type();
    Optional<String> category = types.categoryOfAbstract(type);
    if (category.isPresent()) {
      return member
          .finding(
              UNKNOWN_NODE_TYPE,
              fields.typeMember(),
              () -> "The type " + Quote.of(type) + " is abstract and cannot have nodes")
          .suggesting("Use another type of the category " + Quote.of(category.get()));
    }
    Finding finding =
        member.finding(
            UNKNOWN_NODE_TYPE,
            fields.typeMember(),
            () -> "No node type is called " + Quote.of(written(fields)));
    return reporter.suggestions().suggestFound(finding, "", type, () -> types.nearest(type));
  }

  /** The type as in the document, perhaps with a package, which can identify another product. */
  private static String written(NodeFields fields) {
    return fields.typeValue() instanceof String text ? text : fields.type();
  }

  private void reportConfigKey(NodeType type, List<String> keys, int index, CheckedNode member) {
    String holder = holder(keys.get(index), member);
    if (!holder.isEmpty() && reporter.wants(UNKNOWN_CONFIG_KEY, member.offset())) {
      Place place = keyPlaces.of(member.locator(), member.offset(), holder, keys, index);
      reporter.report(unknownKey(type, holder, keys.get(index), place, member.at()));
    }
  }

  /** The name of the node's member whose value contains a config key; empty if none does. */
  private static String holder(String key, CheckedNode member) {
    Map<String, Object> members = member.entry().members();
    for (int i = 0; members != null && i < NodeDefinition.CONFIG_MEMBERS.size(); i++) {
      String name = NodeDefinition.CONFIG_MEMBERS.get(i);
      if (members.get(name) instanceof Map<?, ?> config && config.containsKey(key)) {
        return name;
      }
    }
    return "";
  }

  private Finding unknownKey(
      NodeType type, String holder, String key, Place place, RecordLocation at) {
    return Finding.at(
        UNKNOWN_CONFIG_KEY,
        place,
        () -> Pointers.child(Pointers.child(at.pointer(), holder), key),
        () -> "The type " + Quote.of(type.name()) + " has no config key " + Quote.of(key),
        reporter
            .suggestions()
            .of(
                UNKNOWN_CONFIG_KEY,
                type.name(),
                key,
                () -> type.properties().stream().map(PropertySpec::name).toList()));
  }
}

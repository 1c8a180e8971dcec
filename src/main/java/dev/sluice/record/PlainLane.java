package dev.sluice.record;

import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.model.NodeDefinition;
import dev.sluice.record.LaneMemory.TypeConfigs;
import dev.sluice.record.ValueInspector.LookedAt;
import dev.sluice.value.ByteNames;
import dev.sluice.value.Shape;
import dev.sluice.value.ShapedMap;
import dev.sluice.value.ValueList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads nodes and connections in the canonical form from their bytes, without building what they
 * hold: ids, types and ports become numbers, and of the values of a config, only those that rules
 * look at are built. Everything in them is inspected nevertheless.
 *
 * <p>It steps back if a record has another form, if {@link LaneValues} would step back, or if
 * something must be reported about a node's id or position. For the records of one document, on one
 * thread.
 */
final class PlainLane {

  /* Tags on a shape: what its last key is. */
  private static final int OTHER = 1;
  private static final int ID = 2;
  private static final int TYPE = 3;
  private static final int CONFIG = 4;
  private static final int POSITION = 5;
  private static final int ODD = 6;

  /* Tags on a shape in a config; those of a top-level key show whether its value is built. */
  private static final int BUILT = 1;
  private static final int KIND_ONLY = 2;
  private static final int SUSPECT = 3;

  /** What a node must have. */
  private static final int NODE_MEMBERS = 1 << ID | 1 << TYPE | 1 << CONFIG;

  /** Keys of a connection, as a shape shows them. */
  private static final String ENDS = "[source_node, source_port, target_node, target_port]";

  private static final int CONFIG_DEPTH = 2;
  private static final int NONE = -1;

  private static final @Nullable Object[] NOTHING = {};

  /* What stands for values that no rule looks at. */
  private static final String ANY_TEXT = "text";
  private static final Long ANY_NUMBER = 0L;
  private static final List<Object> ANY_LIST = new ValueList(new Object[0]);
  private static final Object ANY_OBJECT = new Object();

  private final ValueInspector inspector;
  private final LaneBytes bytes;
  private final ByteNames names;
  private final LaneInspection passing;
  private final LaneValues built;

  /** The values that are kept, or null if records are only checked. */
  private final @Nullable KeptValues kept;

  private final ShapedMap.Unread unread;
  private final KeptValues.Spans nodeSpans = new KeptValues.Spans();
  private final KeptValues.Spans configSpans = new KeptValues.Spans();

  private final LaneMemory memory;

  /** What is known of the configs of types, by the numbers of their names. */
  private @Nullable TypeConfigs[] configs = new TypeConfigs[64];

  /* The config read last: its keys, its values, and whether these are all built. */
  private Shape config;
  private ShapedMap values;
  private boolean isBuilt;

  private @Nullable Object[] stack = new Object[64];

  /* Ends of the last connection, which are often those of the next one too. */
  private int lastSourcePort = NONE;
  private int lastTarget = NONE;
  private int lastTargetPort = NONE;

  /** By the number of a node's id, that of the next node plus one: connections often lead there. */
  private int[] nextIds = {};

  private int lastId = NONE;

  /** The keys of the connection being read. */
  private Shape latestEnd;

  /** The keys of connections that have the four ends, in the canonical order, and no others. */
  private @Nullable Shape ends;

  /**
   * A lane over the bytes of a document.
   *
   * @param memory what is known of the keys; for this lane only
   * @param built builds the values that rules look at
   * @param keeping whether records are kept, and with them a copy of the values that they need
   */
  PlainLane(
      LaneBytes bytes,
      ValueInspector inspector,
      LaneMemory memory,
      LaneValues built,
      boolean keeping) {
    this.memory = memory;
    this.config = memory.untyped.keys();
    this.values = new ShapedMap(config, NOTHING);
    this.latestEnd = memory.connections;
    this.kept = keeping ? new KeptValues() : null;
    this.unread = kept != null ? kept : new UnreadValues(bytes);
    this.bytes = bytes;
    this.inspector = inspector;
    this.built = built;
    this.names = ByteNames.ofNodes(bytes.array());
    this.passing = new LaneInspection(bytes, inspector, names, memory.objects);
  }

  /** How many tokens the record read last has. */
  long count() {
    return passing.count();
  }

  /**
   * The node whose key begins at the cursor.
   *
   * @param index how many nodes there are before it
   * @param offset the offset of its key
   * @param room how many containers may be open in it
   */
  PlainNode node(int index, long offset, int room) throws StepBack {
    passing.begin(room);
    long toOffset = offset - bytes.at();
    int id = name();
    passing.count(1);
    byte next = bytes.behindColon();
    int at = bytes.at();
    passing.enter(next, 1);
    Shape keys = memory.nodes;
    int type = NONE;
    int found = 0;
    int configAt = 0;
    long configOffset = 0;
    nodeSpans.clear();
    Shape member;
    while ((member = bytes.member(keys, names)) != null) {
      keys = member;
      passing.count(1);
      next = bytes.next();
      int role = role(keys);
      found |= 1 << role;
      int from = bytes.at();
      switch (role) {
        case ID -> {
          if (next != '"' || !names.stands(id, bytes.at() + 1)) {
            throw LaneBytes.stepBack();
          }
          bytes.moveTo(bytes.at() + names.length(id) + 2);
          passing.count(1);
        }
        case TYPE -> {
          type = name();
          passing.count(1);
        }
        case CONFIG -> {
          configAt = from;
          configOffset = toOffset + from;
          config(next, type, room);
        }
        case POSITION -> position(next);
        case OTHER -> passing.skip(next, 1);
        default -> throw LaneBytes.stepBack();
      }
      if (kept != null) {
        boolean isKnown = role == ID || role == TYPE || role == CONFIG;
        nodeSpans.add(isKnown ? 0 : from, isKnown ? 0 : bytes.at());
      }
    }
    if ((found & NODE_MEMBERS) != NODE_MEMBERS) {
      throw LaneBytes.stepBack();
    }
    follow(id);
    KeptValues keeping = kept;
    if (keeping != null) {
      byte[] json = bytes.array();
      int left = json.length - bytes.at();
      at = keeping.add(json, nodeSpans, left);
      configAt = isBuilt ? 0 : keeping.add(json, configSpans, left);
    }
    return new PlainNode(
        index,
        offset,
        configOffset,
        names,
        id,
        type,
        config,
        values,
        isBuilt,
        keys,
        unread,
        at,
        configAt);
  }

  private void follow(int id) {
    if (id >= nextIds.length) {
      nextIds = Arrays.copyOf(nextIds, names.room());
    }
    if (lastId != NONE) {
      nextIds[lastId] = id + 1;
    }
    lastId = id;
  }

  /** The connection that begins at the cursor; the parameters are as for a node. */
  PlainConnection connection(int index, long offset, int room) throws StepBack {
    passing.begin(room);
    passing.enter(bytes.next(), 1);
    latestEnd = memory.connections;
    int source = end(lastTarget);
    int sourcePort = end(lastSourcePort);
    int target = end(source < nextIds.length ? nextIds[source] - 1 : NONE);
    int targetPort = end(lastTargetPort);
    if (!passing.isEnd('}') || (latestEnd != ends && !ENDS.equals(latestEnd.toString()))) {
      throw LaneBytes.stepBack();
    }
    ends = latestEnd;
    lastSourcePort = sourcePort;
    lastTarget = target;
    lastTargetPort = targetPort;
    return new PlainConnection(index, offset, names, source, sourcePort, target, targetPort);
  }

  /** The number of the name in the next member of a connection; {@code guess} is tried first. */
  private int end(int guess) throws StepBack {
    Shape keys = bytes.member(latestEnd, names);
    if (keys == null || bytes.next() != '"') {
      throw LaneBytes.stepBack();
    }
    latestEnd = keys;
    passing.count(2);
    int from = bytes.at() + 1;
    if (guess != NONE && names.stands(guess, from)) {
      bytes.moveTo(from + names.length(guess) + 1);
      return guess;
    }
    return name();
  }

  private int name() throws StepBack {
    int from = bytes.at() + 1;
    int to = bytes.plainString();
    int number = to < 0 ? NONE : names.number(from, to);
    if (number == NONE) {
      throw LaneBytes.stepBack();
    }
    return number;
  }

  private static int role(Shape keys) {
    int role = keys.tag();
    if (role == 0) {
      role =
          switch (keys.key()) {
            case "node_id" -> ID;
            case "node_type" -> TYPE;
            case "config" -> CONFIG;
            case "position" -> POSITION;
            default -> NodeDefinition.CONFIG_MEMBERS.contains(keys.key()) ? ODD : OTHER;
          };
      keys.tag(role);
    }
    return role;
  }

  private void position(byte first) throws StepBack {
    if (first != '[') {
      throw LaneBytes.stepBack();
    }
    passing.open(2);
    passing.number(bytes.next());
    if (passing.isEnd(']')) {
      throw LaneBytes.stepBack();
    }
    passing.number(bytes.next());
    if (!passing.isEnd(']')) {
      throw LaneBytes.stepBack();
    }
  }

  private void config(byte first, int type, int room) throws StepBack {
    passing.enter(first, CONFIG_DEPTH);
    passing.config(CONFIG_DEPTH);
    isBuilt = true;
    TypeConfigs configs = type == NONE ? memory.untyped : configsOf(type);
    Shape keys = configs.keys();
    int size = 0;
    configSpans.clear();
    Shape member;
    while ((member = bytes.member(keys, names)) != null) {
      keys = member;
      if (size == 0) {
        passing.requireLevel(CONFIG_DEPTH);
        built.begin(bytes, room);
      }
      passing.count(1);
      int tag = configTag(keys, configs.lookedAt());
      byte next = bytes.next();
      int from = bytes.at();
      stack[size++] = tag == KIND_ONLY ? kind(next) : built.ofConfig(next, CONFIG_DEPTH);
      if (kept != null) {
        configSpans.add(from, bytes.at());
      }
    }
    passing.count(size == 0 ? 0 : built.count());
    config = keys;
    values = new ShapedMap(keys, size == 0 ? NOTHING : Arrays.copyOf(stack, size));
    passing.config(0);
  }

  private TypeConfigs configsOf(int type) {
    if (type >= configs.length) {
      configs = Arrays.copyOf(configs, Math.max(2 * configs.length, names.size()));
    }
    TypeConfigs known = configs[type];
    if (known == null) {
      known = memory.of(names.name(type), inspector);
      configs[type] = known;
    }
    return known;
  }

  private int configTag(Shape keys, LookedAt lookedAt) throws StepBack {
    int tag = keys.tag();
    if (tag == 0) {
      tag =
          inspector.isSuspectKey(keys.key())
              ? SUSPECT
              : lookedAt.looksAt(keys.key()) ? BUILT : KIND_ONLY;
      keys.tag(tag);
    }
    if (tag == SUSPECT) {
      throw LaneBytes.stepBack();
    }
    return tag;
  }

  /** The value that begins at the cursor, or a stand-in of the same kind. */
  private @Nullable Object kind(byte first) throws StepBack {
    switch (first) {
      case '"' -> {
        passing.count(1);
        if (passing.isEmptyText()) {
          return "";
        }
        isBuilt = false;
        return ANY_TEXT;
      }
      case 't', 'f', 'n' -> {
        passing.count(1);
        return passing.literal(first);
      }
      default -> {
        isBuilt = false;
        passing.skip(first, CONFIG_DEPTH);
        return first == '{' ? ANY_OBJECT : first == '[' ? ANY_LIST : ANY_NUMBER;
      }
    }
  }
}

package dev.sluice.preview;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.finding.Faults;
import dev.sluice.json.JsonTokens;
import dev.sluice.json.LaneBytes;
import dev.sluice.json.LaneBytes.StepBack;
import dev.sluice.json.LaneSkip;
import dev.sluice.record.TypeMember;
import dev.sluice.value.ByteNames;
import dev.sluice.value.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fast lane of skeletons: passes over a node or a connection directly in the bytes of the
 * document, and keeps a node's type and the names of its members.
 *
 * <p>It steps back, so that the part is read from tokens, if the part is not an object, if its
 * syntax, encoding or depth may have to be reported, if a type is too long, or if a node has a
 * duplicate member or more members than a shape can hold. For one thread.
 */
final class SkimLane {

  private static final List<TypeMember> TYPE_MEMBERS = List.of(TypeMember.values());

  private final JsonTokens tokens;
  private final Limits limits;
  private final long maxNesting;
  private final Shape nodes = Shape.empty();

  private @Nullable LaneSkip skip;
  private @Nullable ByteNames names;
  private Shape keys = nodes;
  private @Nullable TypeMember strongest;
  private String type = "";
  private long count;

  SkimLane(JsonTokens tokens, Limits limits) {
    this.tokens = tokens;
    this.limits = limits;
    this.maxNesting = limits.of(Limit.NESTING);
  }

  /**
   * Passes over the next member or element of the container that is open.
   *
   * @param node whether it is a node and not a connection
   * @param keyed whether it is a member, with its key
   * @param around how many containers are open around it
   * @return whether it was passed over; if not, nothing has changed
   */
  boolean read(boolean node, boolean keyed, int around) {
    LaneBytes bytes = tokens.lane();
    if (bytes == null) {
      return false;
    }
    count = 0;
    try {
      if (!tokens.isFirst()) {
        bytes.expect(',');
      }
      byte first = bytes.next();
      if (keyed) {
        skipText(bytes);
        count++;
        first = bytes.behindColon();
      }
      int room = (int) Math.min(maxNesting - around, Integer.MAX_VALUE);
      if (first != '{' || room < 1) {
        return false;
      }
      if (node) {
        node(bytes, room - 1);
      } else {
        skip(bytes, room);
      }
    } catch (StepBack e) {
      return false;
    }
    return tokens.skipPart(count);
  }

  /** The members of the last node. */
  Shape keys() {
    return keys;
  }

  /** The type of the last node; empty if it has none. */
  String type() {
    return type;
  }

  private void node(LaneBytes bytes, int room) throws StepBack {
    keys = nodes;
    strongest = null;
    type = "";
    count += 2;
    bytes.pass();
    Shape next;
    while ((next = bytes.member(keys, names(bytes))) != null) {
      keys = next;
      count++;
      member(bytes, room);
    }
  }

  private void member(LaneBytes bytes, int room) throws StepBack {
    byte first = bytes.next();
    TypeMember member = typeMember();
    if (member == null || (strongest != null && strongest.compareTo(member) < 0)) {
      skip(bytes, room);
      return;
    }
    strongest = member;
    type = "";
    if (first != '"') {
      skip(bytes, room);
      return;
    }
    count++;
    String written = text(bytes);
    type = written.substring(member.startIn(written));
    if (Faults.isLonger(type, Limit.NODE_TYPE_LENGTH, limits)) {
      throw LaneBytes.stepBack();
    }
  }

  /** The role of the last key for the node's type; determined once for each shape. */
  private @Nullable TypeMember typeMember() {
    int tag = keys.tag();
    if (tag == 0) {
      TypeMember named = TypeMember.named(keys.key());
      tag = named == null ? 1 : TYPE_MEMBERS.indexOf(named) + 2;
      keys.tag(tag);
    }
    return tag == 1 ? null : TYPE_MEMBERS.get(tag - 2);
  }

  private String text(LaneBytes bytes) throws StepBack {
    int from = bytes.at() + 1;
    int to = bytes.plainString();
    return to < 0 ? bytes.string() : names(bytes).of(from, to);
  }

  private static void skipText(LaneBytes bytes) throws StepBack {
    if (bytes.plainString() < 0) {
      bytes.string();
    }
  }

  private void skip(LaneBytes bytes, int room) throws StepBack {
    LaneSkip skipping = skip;
    if (skipping == null) {
      skipping = new LaneSkip(bytes);
      skip = skipping;
    }
    skipping.value(room);
    count += skipping.count();
  }

  private ByteNames names(LaneBytes bytes) {
    ByteNames pool = names;
    if (pool == null) {
      pool = new ByteNames(bytes.array());
      names = pool;
    }
    return pool;
  }
}

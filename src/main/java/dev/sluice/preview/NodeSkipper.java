package dev.sluice.preview;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.finding.Faults;
import dev.sluice.finding.Findings;
import dev.sluice.json.JsonTokens;
import dev.sluice.model.Finding;
import dev.sluice.record.TypeMember;
import dev.sluice.value.Names;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Skips nodes and keeps their types.
 *
 * <p>Which of a node's members names its type is known only at the node's end. Only the first node
 * of each type creates a string.
 */
final class NodeSkipper extends ValueSkipper {

  private final Limits limits;
  private final long maxLength;
  private final Findings findings;
  private final Supplier<String> pointer;

  private final Names names = new Names();
  private Set<String> types = new HashSet<>();

  private String latest = "";

  private @Nullable TypeMember current;
  private @Nullable TypeMember strongest;
  private String type = "";
  private @Nullable Finding fault;

  /**
   * Skips the nodes of one document.
   *
   * @param findings collects findings about types
   * @param pointer the pointer of the current node
   */
  NodeSkipper(JsonTokens tokens, Limits limits, Findings findings, Supplier<String> pointer) {
    super(tokens, limits.of(Limit.NESTING));
    this.limits = limits;
    this.maxLength = limits.of(Limit.NODE_TYPE_LENGTH);
    this.findings = findings;
    this.pointer = pointer;
  }

  @Override
  void name() {
    current = TypeMember.named(tokens.name());
  }

  @Override
  void value(int token) {
    TypeMember member = current;
    if (member == null || (strongest != null && strongest.compareTo(member) < 0)) {
      return;
    }
    strongest = member;
    fault = null;
    type = token == JsonTokens.STRING ? read(member) : "";
  }

  private String read(TypeMember member) {
    char[] chars = tokens.chars();
    int offset = tokens.charsOffset();
    int length = tokens.charsLength();
    if (member == TypeMember.NODE_TYPE && length <= maxLength) {
      String pooled = names.of(chars, offset, length);
      if (pooled != null) {
        return pooled;
      }
    }
    String written = MetadataSkipper.textOf(tokens);
    String read = written.substring(member.startIn(written));
    if (Faults.isLonger(read, Limit.NODE_TYPE_LENGTH, limits)) {
      String path = pointer.get() + "/" + member.key();
      fault =
          Faults.tooLong(
              Limit.NODE_TYPE_LENGTH, limits, "The node's type", read, () -> path, tokens.place());
    }
    return read;
  }

  /** Called at the end of a node. */
  void complete() {
    if (strongest != null) {
      completeType();
    }
    current = null;
  }

  private void completeType() {
    if (fault != null) {
      findings.reject(fault);
    } else {
      add(type);
    }
    strongest = null;
    fault = null;
  }

  /** Adds the type of a node; empty if it has none. */
  void add(String found) {
    if (!found.equals(latest) && !found.isEmpty()) {
      types.add(found);
      latest = found;
    }
  }

  /** Removes the types so far, because a duplicate key replaces their section. */
  void clear() {
    latest = "";
    if (!types.isEmpty()) { // a section may be replaced thousands of times
      types = new HashSet<>();
    }
  }

  /** The types of the nodes so far, without order. */
  Collection<String> types() {
    return types;
  }
}

package dev.sluice.preview;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.finding.Faults;
import dev.sluice.finding.Findings;
import dev.sluice.json.JsonTokens;
import dev.sluice.model.DocumentKind;
import dev.sluice.model.Place;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.model.WorkflowMetadata;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.preview.ValueSkipper.FrameSkipper;
import dev.sluice.preview.ValueSkipper.VariableSkipper;
import dev.sluice.record.DocumentGrammar;
import dev.sluice.record.EffectiveMetadata;
import dev.sluice.record.PartWatch;
import dev.sluice.record.ValueReader;
import dev.sluice.record.WorkflowRecord.Body;
import dev.sluice.value.Frozen;
import dev.sluice.value.Names;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds a skeleton with the document grammar: keeps what it shows and skips the rest. */
final class SkeletonAssembler extends DocumentGrammar {

  private final JsonTokens tokens;
  private final Limits limits;
  private final Findings findings;

  private final ValueSkipper uninspected;
  private final NodeSkipper nodes;
  private final MetadataSkipper metadata;
  private final VariableSkipper variables;
  private final FrameSkipper frames;
  private final ValueReader settings;
  private final SkimLane lane;

  private ValueSkipper skipper;
  private boolean inSettings;

  private final Shown root = new Shown();
  private final Shown wrapped = new Shown();
  private @Nullable Place start;
  private boolean isWrapped;

  /** Whether the current connections are beside a wrapped workflow and not part of it. */
  private boolean aroundWorkflow;

  private boolean listed;
  private long nodeCount;
  private long connectionCount;
  private @Nullable WorkflowSkeleton skeleton;

  /** The shown members of a body; the last of duplicate members counts. */
  private static final class Shown {
    final Map<String, @Nullable Object> texts = new LinkedHashMap<>();
    Set<String> variables = Set.of();
    long frames;
    @Nullable Map<String, Object> settings;
  }

  SkeletonAssembler(JsonTokens tokens, Limits limits, Findings findings) {
    super(tokens, limits.of(Limit.NESTING));
    long maxNesting = limits.of(Limit.NESTING);
    this.tokens = tokens;
    this.limits = limits;
    this.findings = findings;
    uninspected = ValueSkipper.uninspected(tokens, maxNesting);
    nodes = new NodeSkipper(tokens, limits, findings, this::partPointer);
    metadata = new MetadataSkipper(tokens, limits, findings, this::partPointer);
    variables = new VariableSkipper(tokens, maxNesting);
    frames = new FrameSkipper(tokens, maxNesting);
    settings =
        new ValueReader(
            tokens,
            new SettingsInspector(limits, findings),
            new Names(),
            maxNesting,
            this::partPointer);
    lane = new SkimLane(tokens, limits);
    skipper = uninspected;
  }

  /** Processes all available tokens. */
  void read() {
    advance();
  }

  /** The skeleton, after the document is complete; empty if it is rejected. */
  Optional<WorkflowSkeleton> skeleton() {
    return Optional.ofNullable(skeleton);
  }

  @Override
  protected boolean hasEnough() {
    return false;
  }

  @Override
  protected void mark() {
    if (start == null) {
      start = tokens.place();
    }
  }

  @Override
  protected void section(boolean isList) {
    switch (member()) {
      case "nodes" -> {
        nodes.clear();
        nodeCount = 0;
        listed = isList;
      }
      case "connections" -> {
        aroundWorkflow = isWrapped && body() == Body.ROOT;
        connectionCount = aroundWorkflow ? connectionCount : 0;
      }
      default -> {
        isWrapped = true;
        connectionCount = 0;
      }
    }
  }

  @Override
  protected boolean tryWhole() {
    boolean node = part() != Part.CONNECTION;
    return index() < limits.of(node ? Limit.NODES : Limit.CONNECTIONS)
        && lane.read(node, part() == Part.NODE, around());
  }

  @Override
  protected void whole() {
    if (part() == Part.CONNECTION) {
      connectionCount += aroundWorkflow ? 0 : 1;
      return;
    }
    PartWatch watching = watch();
    if (watching != null) {
      lane.keys().forEachKey(name -> watching.name(1, name));
    }
    nodeCount++;
    nodes.add(lane.type());
  }

  @Override
  protected boolean begin(int token) {
    skipper = uninspected;
    if (token == JsonTokens.STRING) {
      tokens
          .charsLength(); // reads the whole string, so that syntax errors in it are reported first
    }
    switch (part()) {
      case NODE, LISTED_NODE -> {
        if (isWithin(Limit.NODES, "node")) {
          skipper = nodes;
        }
      }
      case CONNECTION -> isWithin(Limit.CONNECTIONS, "connection");
      case ROOT -> {
        // a root that is not an object shows nothing
      }
      case MEMBER -> {
        return beginMember(token);
      }
    }
    return skipper.begin(token, around(), watch()) && complete();
  }

  /**
   * Whether the number of nodes or connections is within the limit; reports the first excess one.
   */
  private boolean isWithin(Limit limit, String what) {
    if (index() == limits.of(limit)) {
      findings.reject(Faults.tooMany(limit, limits, what, partPointer(), tokens.place()));
    }
    return index() < limits.of(limit);
  }

  private boolean beginMember(int token) {
    boolean object = token == JsonTokens.START_OBJECT;
    boolean list = token == JsonTokens.START_LIST;
    Shown shown = shown();
    switch (member()) {
      case "metadata" -> {
        require(object, "an object", token);
        skipper = object ? metadata : uninspected;
      }
      case "nodes" -> require(false, "an object or a list", token);
      case "connections" -> require(false, "a list", token);
      case "variables" -> {
        shown.variables = Set.of();
        skipper = object ? variables : uninspected;
      }
      case "frames" -> {
        shown.frames = 0;
        skipper = list ? frames : uninspected;
      }
      case "settings" -> {
        shown.settings = Map.of();
        if (object) {
          inSettings = true;
          return settings.begin(token, ValueReader.Role.PLAIN, around(), watch()) && complete();
        }
      }
      default -> {
        if (MetadataSkipper.SHOWN.contains(member())) {
          shown.texts.put(member(), MetadataSkipper.textOf(token, tokens));
        }
      }
    }
    return skipper.begin(token, around(), watch()) && complete();
  }

  private void require(boolean right, String wanted, int token) {
    if (!right) {
      findings.reject(
          Faults.wrongType(member(), wanted, typeOf(token), partPointer(), tokens.place()));
    }
  }

  /** The JSON type of the value that begins with a token, with its article. */
  private static String typeOf(int token) {
    return switch (token) {
      case JsonTokens.START_OBJECT -> "an object";
      case JsonTokens.START_LIST -> "a list";
      case JsonTokens.STRING -> "a string";
      case JsonTokens.NULL -> "null";
      case JsonTokens.TRUE, JsonTokens.FALSE -> "a boolean";
      default -> "a number";
    };
  }

  @Override
  protected boolean resume() {
    return (inSettings ? settings.resume() : skipper.resume()) && complete();
  }

  /** Keeps the result of a complete part; always true. */
  private boolean complete() {
    switch (part()) {
      case NODE, LISTED_NODE -> {
        nodeCount++;
        nodes.complete();
      }
      case CONNECTION -> connectionCount += aroundWorkflow ? 0 : 1;
      case MEMBER -> completeMember(shown());
      case ROOT -> {
        // a root that is not an object shows nothing
      }
    }
    return true;
  }

  private void completeMember(Shown shown) {
    if (inSettings) {
      inSettings = false;
      shown.settings = object(settings.result());
    } else if (skipper == metadata) {
      shown.texts.put("metadata", metadata.complete());
    } else if (skipper == variables) {
      shown.variables = variables.complete();
    } else if (skipper == frames) {
      shown.frames = frames.complete();
    }
  }

  private Shown shown() {
    return body() == Body.WRAPPED ? wrapped : root;
  }

  private static Map<String, Object> object(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? Frozen.object(map) : Map.of();
  }

  @Override
  protected void end(DocumentKind kind, String description) {
    Place place = start == null ? Place.START : start;
    findings.kind(kind);
    if (isForeign()) {
      findings.foreign();
    }
    if (kind == DocumentKind.OTHER) {
      findings.reject(Faults.notAWorkflow(description, place));
    } else if (!rootIsObject()) {
      findings.reject(Faults.rootIsNotAnObject(place));
    }
    if (!findings.isRejected()) {
      skeleton = skeleton(kind, isWrapped ? wrapped : root);
    }
  }

  private WorkflowSkeleton skeleton(DocumentKind kind, Shown body) {
    WorkflowMetadata shown = EffectiveMetadata.of(kind, listed, body.texts, root.texts);
    Collection<String> types = new TreeSet<>(nodes.types());
    return new WorkflowSkeleton(
        kind,
        shown.name(),
        shown.description(),
        shown.version(),
        shown.author(),
        nodeCount,
        connectionCount,
        body.variables.size(),
        body.frames,
        List.copyOf(types),
        Categories.of(types),
        List.copyOf(body.variables),
        body.settings == null ? WorkflowDefinition.DEFAULT_SETTINGS : body.settings,
        shown.createdAt(),
        shown.modifiedAt());
  }
}

package dev.sluice.search;

import dev.sluice.config.Limits;
import dev.sluice.locate.Location;
import dev.sluice.locate.PlaceFinder;
import dev.sluice.locate.PlaceFinder.Located;
import dev.sluice.model.NodeDefinition;
import dev.sluice.model.WorkflowDefinition;
import dev.sluice.search.Evidence.Match;
import dev.sluice.search.Target.OfConnection;
import dev.sluice.search.Target.OfFinding;
import dev.sluice.search.Target.OfNode;
import dev.sluice.source.ByteSource;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Turns matches into hits, which have their places in the document. */
final class HitPlaces {

  private static final Comparator<SearchHit> DOCUMENT_ORDER =
      Comparator.comparingLong(hit -> hit.place().offset());

  private final Path file;
  private final Optional<WorkflowDefinition> definition;
  private final List<Match> matches;

  HitPlaces(Path file, Optional<WorkflowDefinition> definition, List<Match> matches) {
    this.file = file;
    this.definition = definition;
    this.matches = matches;
  }

  /** The hits in document order. */
  Mono<List<SearchHit>> read(ByteSource source, Limits limits) {
    IdentityHashMap<Match, Location> locations = new IdentityHashMap<>();
    for (Match match : matches) {
      location(match).ifPresent(location -> locations.put(match, location));
    }
    Mono<Map<Location, Located>> places =
        definition.isEmpty() || locations.isEmpty()
            ? Mono.just(Map.of())
            : new PlaceFinder(definition.get(), locations.values()).read(source, limits);
    return places.map(
        found ->
            matches.stream()
                .map(match -> hit(match, found, locations))
                .sorted(DOCUMENT_ORDER)
                .toList());
  }

  /**
   * The location of a match; empty for a finding, which already has a place, and for a whole
   * document.
   */
  private static Optional<Location> location(Match match) {
    if (match.target() instanceof OfNode of) {
      String id = of.node().id();
      if (!match.path().isEmpty()) {
        return Optional.of(new Location.OfConfig(id, match.path()));
      }
      return Optional.of(
          switch (match.field()) {
            case "type", "declared" -> new Location.OfMember(id, "type");
            case "name", "description" -> new Location.OfMember(id, match.field());
            default -> new Location.OfNode(id);
          });
    }
    if (match.target() instanceof OfConnection of) {
      return Optional.of(new Location.OfConnection(of.index()));
    }
    return match.target() instanceof OfFinding || match.path().isEmpty()
        ? Optional.empty()
        : Optional.of(new Location.OfWorkflow(match.path()));
  }

  private SearchHit hit(
      Match match, Map<Location, Located> found, IdentityHashMap<Match, Location> locations) {
    Location location = locations.get(match);
    Located at =
        location == null ? Located.DOCUMENT : found.getOrDefault(location, Located.DOCUMENT);
    if (match.target() instanceof OfFinding of) {
      at =
          new Located(
              of.finding().pointer(), of.finding().place().orElse(Located.DOCUMENT.place()));
    }
    Optional<NodeDefinition> node =
        match.target() instanceof OfNode of ? Optional.of(of.node()) : Optional.empty();
    return new SearchHit(
        file,
        at.place(),
        at.pointer(),
        match.kind(),
        node.map(NodeDefinition::id),
        node.flatMap(NodeDefinition::name),
        match.field(),
        match.excerpt());
  }
}

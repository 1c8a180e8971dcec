package dev.sluice.web;

import dev.sluice.output.HitJson;
import dev.sluice.scan.ScanEntry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.search.QuerySyntaxException;
import dev.sluice.search.SearchHit;
import dev.sluice.search.SearchResult;
import dev.sluice.search.WorkflowQuery;
import dev.sluice.search.WorkflowSearch;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Searches the tree with a query of the query language. */
final class SearchEndpoint {

  private static final int MOST_HITS = 1000;

  private final WorkflowSearch search;
  private final Library library;
  private final Path directory;
  private final ScanOptions options;
  private final String root;

  SearchEndpoint(
      WorkflowSearch search, Library library, Path directory, ScanOptions options, String root) {
    this.search = search;
    this.library = library;
    this.directory = directory;
    this.options = options;
    this.root = root;
  }

  void addTo(Router router) {
    router.get("/api/search", Set.of("q"), call -> Mono.fromCallable(() -> answer(call)));
  }

  private Response answer(Call call) {
    String text = call.parameter("q").orElse("");
    WorkflowQuery query;
    try {
      query = WorkflowQuery.parse(text);
    } catch (QuerySyntaxException e) {
      throw new ProblemException(Problem.of(400, "INVALID_QUERY", String.valueOf(e.getMessage())));
    }
    return Response.lines(Flux.defer(() -> new Run(query).lines()), root);
  }

  /** One search. */
  private final class Run {
    private final WorkflowQuery query;
    private long matches;
    private long files;
    private long searched;

    Run(WorkflowQuery query) {
      this.query = query;
    }

    Flux<byte[]> lines() {
      return search
          .scan(directory, options, query, MOST_HITS, library::nameOf)
          .concatMapIterable(this::hits, 1)
          .concatWith(Mono.fromCallable(this::end));
    }

    private List<byte[]> hits(ScanEntry<SearchResult> entry) {
      if (entry instanceof ScanEntry.Failed<SearchResult> failed) {
        return List.of(library.unreadable(failed));
      }
      if (!(entry instanceof ScanEntry.Loaded<SearchResult> loaded)) {
        return List.of();
      }
      searched++;
      matches += loaded.value().count();
      files += loaded.value().count() > 0 ? 1 : 0;
      LibraryFile file = library.issue(loaded.path());
      return loaded.value().hits().stream().map(hit -> line(file, hit)).toList();
    }

    private byte[] end() {
      return Json.line(
          "end",
          json -> {
            json.writeNumberField("matches", matches);
            json.writeNumberField("filesWithMatches", files);
            json.writeNumberField("files", searched);
          });
    }
  }

  private static byte[] line(LibraryFile file, SearchHit hit) {
    return Json.line(
        "hit",
        json -> {
          json.writeStringField("id", file.id());
          json.writeStringField("path", file.name());
          HitJson.writeMembers(json, hit);
        });
  }
}

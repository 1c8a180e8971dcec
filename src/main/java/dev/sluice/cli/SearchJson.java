package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.SearchCommand.SearchOutput;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.output.HitJson;
import dev.sluice.output.JsonOutput;
import dev.sluice.search.SearchHit;
import dev.sluice.search.SearchResult;
import java.io.IOException;
import java.time.Duration;

/** The JSON output of {@code search}: a line for each match or file, and a summary. */
final class SearchJson implements SearchOutput {

  private final Terminal terminal;

  SearchJson(Terminal terminal) {
    this.terminal = terminal;
  }

  private interface Members {
    void writeTo(JsonGenerator json) throws IOException;
  }

  @Override
  public void hits(String file, SearchResult result) throws IOException {
    for (SearchHit hit : result.hits()) {
      line(
          json -> {
            json.writeStringField("file", file);
            HitJson.writeMembers(json, hit);
          });
    }
    terminal.results().flush();
  }

  @Override
  public void file(String file) throws IOException {
    line(json -> json.writeStringField("file", file));
    terminal.results().flush();
  }

  @Override
  public void count(String file, long count) throws IOException {
    line(
        json -> {
          json.writeStringField("file", file);
          json.writeNumberField("count", count);
        });
    terminal.results().flush();
  }

  @Override
  public void end(SearchTally tally, Duration took) throws IOException {
    line(
        json -> {
          json.writeObjectFieldStart("summary");
          json.writeNumberField("files", tally.files());
          json.writeNumberField("filesWithMatches", tally.found());
          json.writeNumberField("matches", tally.matches());
          json.writeNumberField("rejected", tally.rejected());
          json.writeNumberField("unreadable", tally.unreadable());
          json.writeNumberField("skipped", tally.skipped());
          json.writeNumberField("elapsedMs", took.toMillis());
          json.writeEndObject();
        });
    terminal.results().flush();
  }

  private void line(Members members) throws IOException {
    try (JsonGenerator json = JsonOutput.to(terminal.results())) {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}

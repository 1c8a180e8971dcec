package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Map;

/** The unit of all ratios: Jackson's parser asked for every token and for no value. */
public final class ScanTask implements Task {

  private final JsonFactory factory =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private byte[] document = {};

  @Override
  public void prepare(byte[] document) {
    this.document = document;
  }

  @Override
  public Object run() throws IOException {
    long tokens = 0;
    try (JsonParser parser = factory.createParser(document)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  @Override
  public Map<String, Long> facts(Object result) {
    return Map.of(BenchDocument.TOKENS, (Long) result);
  }
}

package dev.sluice.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jackson databind. */
public abstract class DatabindTask extends RivalTask {

  final ObjectMapper mapper =
      new ObjectMapper(
          JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build());

  /** Records. */
  public static final class Records extends DatabindTask {
    @Override
    public Object run() throws IOException {
      return mapper.readValue(document, Workflow.class);
    }

    @Override
    public Map<String, Long> facts(Object result) {
      return facts((Workflow) result);
    }
  }

  /** The tree model. */
  public static final class Tree extends DatabindTask {
    @Override
    public Object run() throws IOException {
      return mapper.readTree(document);
    }

    @Override
    public Map<String, Long> facts(Object result) {
      JsonNode tree = (JsonNode) result;
      List<String> ids = new ArrayList<>();
      tree.get("nodes").fieldNames().forEachRemaining(ids::add);
      return facts(ids, tree.get("connections").size());
    }
  }

  /** Maps and lists to bytes. */
  public static final class Write extends DatabindTask {

    private Map<?, ?> maps = Map.of();

    @Override
    public void prepare(byte[] document) throws Exception {
      super.prepare(document);
      maps = mapper.readValue(document, Map.class);
    }

    @Override
    public Object run() throws IOException {
      return mapper.writeValueAsBytes(maps);
    }

    @Override
    public Map<String, Long> facts(Object result) throws IOException {
      return facts(mapper.readValue((byte[]) result, Map.class));
    }
  }
}

package dev.sluice.bench;

import com.dslplatform.json.DslJson;
import java.io.IOException;
import java.util.Map;

/** dsl-json: maps and lists, since records would need its code generator. */
public final class DslJsonTask extends RivalTask {

  private final DslJson<Object> json = new DslJson<>();

  @Override
  public Object run() throws IOException {
    return json.deserialize(Map.class, document, document.length);
  }

  @Override
  public Map<String, Long> facts(Object result) {
    return facts((Map<?, ?>) result);
  }
}

package dev.sluice.bench;

import com.alibaba.fastjson2.JSON;
import java.util.Map;

/** fastjson2. */
public abstract class FastjsonTask extends RivalTask {

  /** Records. */
  public static final class Records extends FastjsonTask {
    @Override
    public Object run() {
      return JSON.parseObject(document, Workflow.class);
    }

    @Override
    public Map<String, Long> facts(Object result) {
      return facts((Workflow) result);
    }
  }

  /** Its own maps and lists. */
  public static final class Tree extends FastjsonTask {
    @Override
    public Object run() {
      return JSON.parseObject(document);
    }

    @Override
    public Map<String, Long> facts(Object result) {
      return facts((Map<?, ?>) result);
    }
  }
}

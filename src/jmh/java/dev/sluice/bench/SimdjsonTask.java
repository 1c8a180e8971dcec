package dev.sluice.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * simdjson-java, which validates the document and makes a tape of it, but no object; reached by
 * method handles because its classes are for newer JDKs than the one that compiles this.
 */
public final class SimdjsonTask extends RivalTask {

  private Object parser = "";
  private MethodHandle parse;

  @Override
  public void prepare(byte[] document) throws Exception {
    super.prepare(document);
    Class<?> type = Class.forName("org.simdjson.SimdJsonParser");
    Class<?> value = Class.forName("org.simdjson.JsonValue");
    int capacity = Math.max(document.length * 2, 1 << 16);
    parser = type.getConstructor(int.class, int.class).newInstance(capacity, 1024);
    parse =
        MethodHandles.lookup()
            .findVirtual(type, "parse", MethodType.methodType(value, byte[].class, int.class))
            .bindTo(parser)
            .asType(MethodType.methodType(Object.class, byte[].class, int.class));
  }

  @Override
  public Object run() throws Exception {
    try {
      return parse.invokeExact(document, document.length);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Map<String, Long> facts(Object result) throws Exception {
    List<String> ids = new ArrayList<>();
    Object nodes = member(result, "nodes");
    Iterator<?> entries = (Iterator<?>) nodes.getClass().getMethod("objectIterator").invoke(nodes);
    entries.forEachRemaining(entry -> ids.add((String) ((Map.Entry<?, ?>) entry).getKey()));
    Object connections = member(result, "connections");
    return facts(ids, ((Integer) connections.getClass().getMethod("getSize").invoke(connections)));
  }

  private static Object member(Object value, String name) throws Exception {
    return value.getClass().getMethod("get", String.class).invoke(value, name);
  }
}

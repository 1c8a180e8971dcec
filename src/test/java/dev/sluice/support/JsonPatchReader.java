package dev.sluice.support;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;

/**
 * Applies JSON patches as RFC 6902 describes them, to the trees of another JSON library; it shares
 * no code with what writes the patches.
 */
public final class JsonPatchReader {

  private JsonPatchReader() {}

  /** The document after a patch, of which each operation must succeed. */
  public static JsonElement applied(String document, String patch) {
    JsonElement root = JsonParser.parseString(document);
    for (JsonElement each : JsonParser.parseString(patch).getAsJsonArray()) {
      JsonObject operation = each.getAsJsonObject();
      List<String> path = tokens(operation.get("path").getAsString());
      JsonElement parent = root;
      for (String token : path.subList(0, path.size() - 1)) {
        parent = child(parent, token);
      }
      String last = path.get(path.size() - 1);
      switch (operation.get("op").getAsString()) {
        case "test" -> require(child(parent, last).equals(operation.get("value")), operation);
        case "replace" -> {
          child(parent, last);
          put(parent, last, operation.get("value"));
        }
        case "remove" -> remove(parent, last);
        case "add" -> add(parent, last, operation.get("value"));
        default -> throw new AssertionError("unexpected operation " + operation);
      }
    }
    return root;
  }

  private static List<String> tokens(String pointer) {
    require(pointer.startsWith("/"), pointer);
    return Arrays.stream(pointer.substring(1).split("/", -1))
        .map(token -> token.replace("~1", "/").replace("~0", "~"))
        .toList();
  }

  private static JsonElement child(JsonElement parent, String token) {
    JsonElement child =
        parent instanceof JsonArray list
            ? list.get(Integer.parseInt(token))
            : parent.getAsJsonObject().get(token);
    require(child != null, token);
    return child;
  }

  private static void put(JsonElement parent, String token, JsonElement value) {
    if (parent instanceof JsonArray list) {
      list.set(Integer.parseInt(token), value);
    } else {
      parent.getAsJsonObject().add(token, value);
    }
  }

  private static void remove(JsonElement parent, String token) {
    JsonElement removed =
        parent instanceof JsonArray list
            ? list.remove(Integer.parseInt(token))
            : parent.getAsJsonObject().remove(token);
    require(removed != null, token);
  }

  private static void add(JsonElement parent, String token, JsonElement value) {
    require(parent instanceof JsonObject, "only members are added: " + token);
    parent.getAsJsonObject().add(token, value);
  }

  private static void require(boolean condition, Object what) {
    if (!condition) {
      throw new AssertionError("the patch does not apply: " + what);
    }
  }
}

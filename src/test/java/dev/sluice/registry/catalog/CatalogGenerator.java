package dev.sluice.registry.catalog;

import dev.sluice.registry.JsonFacts;
import dev.sluice.registry.MergedType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tool that writes the built-in catalog's resources from the facts about the original system.
 *
 * <p>Arguments: the facts file, {@code node-catalog.json}, and the directory of the resources. The
 * same facts always give the same bytes.
 */
final class CatalogGenerator {

  private CatalogGenerator() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    for (Map.Entry<String, String> file : generate(Path.of(arguments[0])).entrySet()) {
      Files.writeString(directory.resolve(file.getKey() + ".tsv"), file.getValue());
    }
  }

  /** The text of each resource by its name without the extension. */
  static SortedMap<String, String> generate(Path facts) throws IOException {
    Map<String, Object> catalog = JsonFacts.read(facts);
    SortedMap<String, MergedType> types = new TreeMap<>();
    for (Map<String, Object> entry : JsonFacts.objects(catalog, "types")) {
      MergedType type = new MergedType(entry);
      types.put(type.name(), type);
    }
    SortedMap<String, StringBuilder> groups = new TreeMap<>();
    StringBuilder index = new StringBuilder();
    types.forEach(
        (name, type) -> {
          index.append("type\t").append(name).append('\t').append(type.category()).append('\n');
          DescriptorText.append(
              type, groups.computeIfAbsent(type.category(), category -> new StringBuilder()));
        });
    migrations(JsonFacts.objects(catalog, "aliases"), index);

    SortedMap<String, String> files = new TreeMap<>();
    groups.forEach((category, text) -> files.put(category, text.toString()));
    String header = "catalog\t" + CatalogFile.VERSION + '\t' + hash(index + files.toString());
    files.put(CatalogFile.INDEX, header + '\n' + index);
    return files;
  }

  private static void migrations(List<Map<String, Object>> aliases, StringBuilder index) {
    for (Map<String, Object> alias : aliases) {
      Map<String, Object> settings = JsonFacts.object(alias, "config");
      if (settings.size() != 1) {
        throw new IllegalArgumentException("the format has one setting a migration: " + alias);
      }
      settings.forEach(
          (key, value) ->
              DescriptorText.line(
                  index,
                  "migration",
                  (String) alias.get("from"),
                  (String) alias.get("to"),
                  key,
                  DescriptorText.value(value)));
    }
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

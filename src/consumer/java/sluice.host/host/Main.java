package host;

import dev.sluice.WorkflowLoader;
import dev.sluice.config.Compression;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowSchema;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.registry.NodeRegistry;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import dev.sluice.write.WriteOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Uses each part of the library once; its argument is an empty directory. */
public final class Main {

  private static final String DOCUMENT =
      "{\"metadata\": {\"name\": \"Two\"}, \"nodes\": {"
          + "\"start\": {\"node_id\": \"start\", \"node_type\": \"StartNode\"}, "
          + "\"sms\": {\"node_id\": \"sms\", \"node_type\": \"SmsNode\"}}, "
          + "\"connections\": [{\"source_node\": \"start\", \"source_port\": \"exec_out\", "
          + "\"target_node\": \"sms\", \"target_port\": \"exec_in\"}]}";

  private Main() {}

  /** Prints one line per part. */
  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    Path packed = directory.resolve("two.json.zst");
    NodeRegistry types =
        NodeRegistries.builder().serviceLoader(Main.class.getClassLoader()).build();
    try (WorkflowLoader loader = WorkflowLoader.builder().registry(types).build()) {
      WorkflowSchema loaded = loader.load(DOCUMENT.getBytes(StandardCharsets.UTF_8)).block();
      System.out.println("sms is a " + loaded.nodes().get("sms").getClass().getName());
      loader
          .write(
              loaded.definition(),
              packed,
              WriteOptions.standard().withCompression(Compression.ZSTD))
          .block();
      System.out.println("zstd gives nodes " + loader.load(packed).block().nodes().keySet());
      ValidationReport report = loader.validate(ByteSource.of(packed)).block();
      System.out.println("accepted " + report.accepted());
      loader
          .scan(directory, ScanOptions.defaults())
          .toIterable()
          .forEach(entry -> System.out.println("scan found " + entry.path().getFileName()));
      refused(loader);
    }
  }

  private static void refused(WorkflowLoader loader) {
    try {
      loader.load("[]".getBytes(StandardCharsets.UTF_8)).block();
    } catch (WorkflowException refusal) {
      System.out.println("refused " + refusal.code());
    }
  }
}

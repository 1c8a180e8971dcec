package dev.sluice.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The types that users may name: a type joins the public API only by joining this list. */
class ExportedTypesTest {

  private static final Map<String, List<String>> TYPES =
      Map.ofEntries(
          Map.entry(
              ImportTable.ROOT,
              List.of(
                  "AdmissionStatistics CacheStatistics Inspection LoadResult Preview ReadResult"
                      + " WorkflowCache",
                  "WorkflowLoader WorkflowLoaderBuilder")),
          Map.entry(
              "config",
              List.of(
                  "Compression Limit Limits LoadListener Profile Rule SecurityPolicy"
                      + " UnknownTypes")),
          Map.entry("diff", List.of("Difference Fold TextChange ValueChange WorkflowDiff")),
          Map.entry("edit", List.of("WorkflowEdit")),
          Map.entry(
              "error",
              List.of(
                  "CorruptCompressionException InvalidWorkflowException LimitExceededException",
                  "LoadTimeoutException LoaderBusyException LoaderFailedException",
                  "MalformedJsonException NodeCreationException UnreadableSourceException",
                  "UnwritableTargetException WorkflowException")),
          Map.entry("graph", List.of("WorkflowGraph")),
          Map.entry(
              "metrics",
              List.of("AdmissionMetrics CacheMetrics LoadMetrics LoadObservations PoolMetrics")),
          Map.entry("migrate", List.of("MigrationPlan NodeMigration PatchOperation")),
          Map.entry(
              "model",
              List.of(
                  "Connection DataType DocumentForm DocumentKind DynamicPorts Finding FindingCode",
                  "InvalidValueException JsonValues Layout LoadEvent LoadStage LoadSummary",
                  "Migration Node NodeDefinition NodeFactory NodeType NodeTypeBuilder Place Port"
                      + " Position PropertySpec Rejection",
                  "Severity",
                  "ValidationReport WorkflowDefinition WorkflowMetadata WorkflowSchema",
                  "WorkflowSkeleton")),
          Map.entry("pool", List.of("NodePool PoolStatistics ReusableNode")),
          Map.entry(
              "registry",
              List.of(
                  "NodeProvider NodeRegistries NodeRegistry NodeRegistryBuilder"
                      + " WorkflowJsonSchema")),
          Map.entry("scan", List.of("DirectoryScanner ScanEntry ScanOptions SkipReason TreeEntry")),
          Map.entry(
              "search",
              List.of("QuerySyntaxException SearchHit SearchResult WorkflowQuery WorkflowSearch")),
          Map.entry("render", List.of("WorkflowPicture")),
          Map.entry("source", List.of("ByteSource")),
          Map.entry("web", List.of("BrowserServer LoadTimings WorkflowBrowser")),
          Map.entry("stats", List.of("TreeStatistics")),
          Map.entry("watch", List.of("LibraryChange LibraryWatch")),
          Map.entry(
              "testkit",
              List.of("EventVerifier ReportCheck RuleTrial WorkflowDocument WorkflowFixtures")),
          Map.entry("write", List.of("CompressionStatistics WorkflowWriter WriteOptions")));

  @Test
  void publicTypes_ofExportedPackages_areListed() {
    Map<String, Set<String>> listed = new TreeMap<>();
    TYPES.forEach(
        (name, lines) ->
            listed.put(name, new TreeSet<>(List.of(String.join(" ", lines).split(" ")))));

    assertThat(exported()).isEqualTo(listed);
    assertThat(TYPES.keySet()).isEqualTo(ArchitectureRules.API);
  }

  private static Map<String, Set<String>> exported() {
    Map<String, Set<String>> types = new TreeMap<>();
    for (JavaClass type : LibraryClasses.all()) {
      String name = type.getPackageName().replaceFirst("^dev\\.sluice\\.?", "");
      if (ArchitectureRules.API.contains(name)
          && type.isTopLevelClass()
          && type.getModifiers().contains(JavaModifier.PUBLIC)) {
        types.computeIfAbsent(name, any -> new TreeSet<>()).add(type.getSimpleName());
      }
    }
    return types;
  }
}

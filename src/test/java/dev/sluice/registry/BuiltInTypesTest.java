package dev.sluice.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.DataType;
import dev.sluice.model.Migration;
import dev.sluice.model.NodeType;
import dev.sluice.model.Port;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInTypesTest {

  private final NodeRegistry registry = NodeRegistries.builtIn();

  @Test
  void names_builtIn_are492InAlphabeticalOrder() {
    assertThat(List.copyOf(registry.names())).hasSize(492).isSorted();
  }

  @Test
  void find_everyName_givesADescriptorOfThatName() {
    for (String name : registry.names()) {
      NodeType type = find(name);

      assertThat(type.name()).isEqualTo(name);
      assertThat(registry.categoryOf(name)).contains(type.category());
      assertThat(type.isPlaceholder()).isFalse();
    }
    assertThat(registry.loaded())
        .extracting(NodeType::name)
        .containsExactlyElementsOf(registry.names());
  }

  @Test
  void loaded_beforeAnyLookUp_isEmpty() {
    assertThat(registry.categoryOf("IfNode")).contains("control_flow");
    assertThat(registry.isLoaded("IfNode")).isFalse();
    assertThat(registry.loaded()).isEmpty();
  }

  @Test
  void find_oneType_loadsNoOtherCategory() {
    find("IfNode");

    assertThat(registry.loaded())
        .hasSize(15)
        .extracting(NodeType::category)
        .containsOnly("control_flow");
    assertThat(registry.isLoaded("SwitchNode")).isTrue();
    assertThat(registry.isLoaded("GmailSendEmailNode")).isFalse();
  }

  @Test
  @Timeout(30)
  void find_sixteenThreadsAtOnce_givesOneInstance() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (int round = 0; round < 20; round++) {
        NodeRegistry fresh = NodeRegistries.builtIn();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<NodeType>> found = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          found.add(
              threads.submit(
                  () -> {
                    start.await();
                    return fresh.find("GmailSendEmailNode").orElseThrow();
                  }));
        }
        start.countDown();
        Set<NodeType> instances = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Future<NodeType> one : found) {
          instances.add(one.get(10, TimeUnit.SECONDS));
        }
        assertThat(instances).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void find_hostileName_isEmptyAndLoadsNothing() {
    List<String> hostile = new ArrayList<>();
    for (String part :
        List.of(
            "",
            " ",
            "\0",
            "\n",
            "\t",
            "java.lang.Runtime",
            "[B",
            "[Ljava.lang.String;",
            "../index",
            "..\\index",
            "index",
            "catalog/index.tsv",
            "/etc/passwd",
            "file:///etc/passwd",
            "${jndi:ldap://x}",
            "%00",
            "\uD800",
            "\u202E",
            "__proto__",
            "google",
            "type\tIfNode",
            "IfNode\u0000",
            "ifnode",
            "IFNODE",
            " IfNode",
            "IfNode ",
            "dev.sluice.model.NodeType",
            "CatalogGroup",
            "null",
            "NaN",
            "-1",
            "class",
            "x".repeat(10_000),
            "IfNode".repeat(1000),
            "\u0130fNode")) {
      hostile.add(part);
      hostile.add(part + "$");
      hostile.add("../" + part);
    }
    assertThat(hostile).hasSizeGreaterThan(100);

    for (String name : hostile) {
      assertThat(registry.find(name)).isEmpty();
      assertThat(registry.categoryOf(name)).isEmpty();
      assertThat(registry.migration(name)).isEmpty();
      assertThat(registry.isLoaded(name)).isFalse();
    }
    assertThat(registry.loaded()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "IfNode, exec_in condition, exec_out true false",
    "StartNode, exec_in, exec_out",
    "ForkNode, exec_in, exec_out branch_1 branch_2",
    "ForLoopStartNode, exec_in items end, exec_out body completed current_item current_index"
        + " current_key",
    "CatchNode, exec_in, exec_out catch_body error_message error_type stack_trace",
  })
  void find_snapshotsWithDifferentPorts_hasThePortsOfBoth(String name, String in, String out) {
    NodeType type = find(name);

    assertThat(type.inputs()).extracting(Port::name).containsExactly(in.split(" "));
    assertThat(type.outputs()).extracting(Port::name).containsExactly(out.split(" "));
  }

  @Test
  void find_snapshotsThatDisagreeOnAPort_hasTheNewerOne() {
    assertThat(find("HttpRequestNode").input("body"))
        .contains(new Port("body", DataType.ANY, true));
    assertThat(find("GmailSendEmailNode").input("cc"))
        .contains(new Port("cc", DataType.STRING, false));
  }

  @Test
  void find_typeWithActions_hasThePortsOfAllOfThem() {
    NodeType files = find("FileSystemSuperNode");

    assertThat(files.input("source_path")).isPresent();
    assertThat(files.output("bytes_copied")).isPresent();
    assertThat(files.openPorts()).isFalse();
    assertThat(find("TextSuperNode").output("result")).contains(Port.any("result"));
  }

  @Test
  void find_portOnlyOfTheEditor_isKnownButNoneOfTheNode() {
    NodeType type = find("BrowserEvaluateNode");

    assertThat(type.editorInputs()).containsExactly(new Port("args", DataType.LIST, false));
    assertThat(type.inputs()).extracting(Port::name).doesNotContain("args");
    assertThat(type.input("args")).isPresent();
  }

  @Test
  void find_portsThatNoConfigDetermines_areOpen() {
    Set<String> open = new TreeSet<>();
    for (String name : registry.names()) {
      if (find(name).openPorts()) {
        open.add(name);
      }
    }

    assertThat(open).containsExactly("AISwitchNode", "CallSubworkflowNode", "SubflowNode");
    assertThat(find("SubflowNode").openConfig()).isTrue();
    assertThat(find("CallSubworkflowNode").openConfig()).isFalse();
  }

  @Test
  void find_baseClass_isAbstract() {
    List<String> bases = new ArrayList<>();
    for (String name : registry.names()) {
      if (find(name).kind() == NodeType.Kind.ABSTRACT) {
        bases.add(name);
      }
    }

    assertThat(bases)
        .hasSize(13)
        .contains("BaseTriggerNode", "GoogleBaseNode")
        .allMatch(name -> name.contains("Base"));
  }

  @Test
  void find_properties_haveTypesDefaultsAndChoices() {
    NodeType loop = find("ForLoopStartNode");

    assertThat(loop.property("mode").orElseThrow().choices()).containsExactly("items", "range");
    assertThat(loop.property("mode").orElseThrow().type()).isEqualTo("choice");
    assertThat(loop.property("end").orElseThrow().defaultValue()).contains(10L);
    assertThat(find("SwitchNode").property("cases").orElseThrow().defaultValue())
        .contains(List.of());
    assertThat(find("HttpRequestNode").property("headers").orElseThrow().defaultValue())
        .contains(Map.of());
    assertThat(find("GmailListEmailsNode").property("label_ids").orElseThrow().defaultValue())
        .contains(List.of("INBOX"));
    assertThat(find("ReadPDFTextNode").property("page_separator").orElseThrow().defaultValue())
        .contains("\n\n");
    assertThat(find("RunPythonFileNode").property("python_path").orElseThrow().defaultValue())
        .isEmpty();
    assertThat(find("ParallelForEachNode").property("items").orElseThrow().required()).isTrue();
  }

  @Test
  void knowsConfigKey_propertyFurtherKeyOrInput_isTrue() {
    NodeType fork = find("ForkNode");

    assertThat(fork.knowsConfigKey("branch_count")).isTrue();
    assertThat(fork.knowsConfigKey("paired_join_id")).isTrue();
    assertThat(find("IfNode").knowsConfigKey("condition")).isTrue();
    assertThat(fork.knowsConfigKey("branches")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "ReadFileNode, FileSystemSuperNode, Read File",
    "WriteFileNode, FileSystemSuperNode, Write File",
    "AppendFileNode, FileSystemSuperNode, Append File",
    "DeleteFileNode, FileSystemSuperNode, Delete File",
    "CopyFileNode, FileSystemSuperNode, Copy File",
    "MoveFileNode, FileSystemSuperNode, Move File",
    "FileExistsNode, FileSystemSuperNode, File Exists",
    "GetFileSizeNode, FileSystemSuperNode, Get File Size",
    "GetFileInfoNode, FileSystemSuperNode, Get File Info",
    "CreateDirectoryNode, FileSystemSuperNode, Create Directory",
    "ListFilesNode, FileSystemSuperNode, List Files",
    "ListDirectoryNode, FileSystemSuperNode, List Directory",
    "ReadCSVNode, StructuredDataSuperNode, Read CSV",
    "WriteCSVNode, StructuredDataSuperNode, Write CSV",
    "ReadJSONFileNode, StructuredDataSuperNode, Read JSON",
    "WriteJSONFileNode, StructuredDataSuperNode, Write JSON",
    "ZipFilesNode, StructuredDataSuperNode, Zip Files",
    "UnzipFilesNode, StructuredDataSuperNode, Unzip Files",
    "ImageConvertNode, StructuredDataSuperNode, Image Convert",
  })
  void migration_oldFileNode_leadsToAnActionOfItsSuccessor(String from, String to, String action) {
    assertThat(registry.migration(from))
        .contains(new Migration(from, to, Map.of("action", action)));
    assertThat(find(to).property("action").orElseThrow().choices()).contains(action);
  }

  @Test
  void migration_allNames_are19() {
    assertThat(registry.names())
        .filteredOn(name -> registry.migration(name).isPresent())
        .hasSize(19);
  }

  @Test
  void fingerprint_twoBuiltInRegistries_isEqual() {
    assertThat(registry.fingerprint())
        .isEqualTo(NodeRegistries.builtIn().fingerprint())
        .matches("[0-9a-f]{32}");
  }

  private NodeType find(String name) {
    return registry.find(name).orElseThrow();
  }
}

package dev.sluice.docs;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * The tool that writes the compressed example workflows.
 *
 * <p>The argument is the directory, {@code docs/examples}. The same version always gives the same
 * documents; the compressed bytes may differ with the versions of the compression libraries.
 */
final class ExampleGenerator {

  static final String STOCK_REPORT = "stock-report.json.gz";
  static final String BRANCH_AUDIT = "branch-audit.json.zst";

  private static final int ZSTD_LEVEL = 19;

  private ExampleGenerator() {}

  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Files.write(directory.resolve(STOCK_REPORT), gzip(stockReport().json()));
    Files.write(directory.resolve(BRANCH_AUDIT), zstd(branchAudit().json()));
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  static byte[] zstd(String text) {
    try (ZstdCompressCtx context = new ZstdCompressCtx()) {
      return context
          .setLevel(ZSTD_LEVEL)
          .setChecksum(true)
          .compress(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Fifty nodes: what is running low in each warehouse, by mail. Some types have successors. */
  static ExampleWorkflow stockReport() {
    ExampleWorkflow flow =
        new ExampleWorkflow(
            "Daily stock report",
            "Collects what is running low in each warehouse and mails it to the buyers.");
    flow.variable("report_file", "String", "report.txt");
    flow.variable("low_mark", "Integer", 20L);
    flow.node("start", "StartNode", 0, 0);
    flow.node("now", "GetCurrentDateTimeNode", 240, 0, "timezone", "Europe/Berlin");
    flow.node("day", "FormatDateTimeNode", 480, 0, "format", "%Y-%m-%d");
    flow.connect("now.datetime", "day.datetime").inTurn("start", "now", "day");

    String before = "day";
    String[] warehouses = {"hamburg", "lyon", "porto", "gdansk", "bari", "turku"};
    for (int i = 0; i < warehouses.length; i++) {
      addWarehouse(flow, warehouses[i], before, 240L * (i + 1));
      before = "catch_" + warehouses[i];
    }

    flow.node("read_report", "ReadFileNode", 720, 1680, "file_path", "{{report_file}}");
    flow.node(
        "mail_report",
        "EmailSuperNode",
        960,
        1680,
        "action",
        "Send Email",
        "credential_name",
        "office_mail",
        "to_email",
        "buyers@example.org",
        "subject",
        "Stock of {{day.result}}");
    flow.node("notify", "SystemNotificationNode", 1200, 1680, "title", "Stock report sent");
    flow.node("log", "LogNode", 1440, 1680, "message", "Report of {{day.result}} sent");
    flow.node("end", "EndNode", 1680, 1680);
    flow.inTurn(before, "read_report", "mail_report", "notify", "log", "end");
    return flow.connect("read_report.content", "mail_report.body");
  }

  private static void addWarehouse(ExampleWorkflow flow, String name, String before, long y) {
    String attempt = "try_" + name;
    String read = "read_" + name;
    String low = "low_" + name;
    String count = "count_" + name;
    String line = "line_" + name;
    String add = "append_" + name;
    String failed = "catch_" + name;
    flow.node(attempt, "TryNode", 720, y);
    flow.node(read, "ReadCSVNode", 960, y, "file_path", "stock/" + name + ".csv", "delimiter", ";");
    flow.node(
        low,
        "ListFilterNode",
        1200,
        y,
        "condition",
        "less_than",
        "key_path",
        "in_stock",
        "value",
        "{{low_mark}}");
    flow.node(count, "ListLengthNode", 1440, y);
    flow.node(
        line, "FormatStringNode", 1680, y, "template", name + ": {{" + count + ".length}} items\n");
    flow.node(add, "AppendFileNode", 1920, y, "file_path", "{{report_file}}");
    flow.node(failed, "CatchNode", 960, y + 120, "paired_try_id", attempt);
    flow.connect(before + ".exec_out", attempt + ".exec_in");
    flow.connect(attempt + ".try_body", read + ".exec_in");
    flow.inTurn(read, low, count, line, add);
    flow.connect(attempt + ".exec_out", failed + ".exec_in");
    flow.connect(read + ".data", low + ".list");
    flow.connect(low + ".result", count + ".list");
    flow.connect(line + ".result", add + ".content");
  }

  /** Two hundred nodes with a few faults, which a lenient load reports and lives with. */
  static ExampleWorkflow branchAudit() {
    ExampleWorkflow flow =
        new ExampleWorkflow(
            "Audit of all branches",
            "Compares what each branch shows on its own page with the central price list.");
    flow.variable("central_list", "String", "prices.json");
    flow.node("start", "StartNode", 0, 0);
    flow.node(
        "prices",
        "StructuredDataSuperNode",
        240,
        0,
        "action",
        "Read JSON",
        "file_path",
        "{{central_list}}");
    flow.node("browser", "LaunchBrowserNode", 480, 0, "headless", true);
    flow.inTurn("start", "prices", "browser");

    String before = "browser.exec_out";
    for (int branch = 1; branch <= 24; branch++) {
      before = addBranch(flow, branch, before);
    }

    flow.node("close", "CloseBrowserNode", 720, 3250);
    flow.node("done", "LogNode", 960, 3250, "message", "All branches audited", "level", "info");
    flow.node("end", "EndNode", 1200, 3250);
    flow.connect(before, "close.exec_in").inTurn("close", "done", "end");
    flow.connect("browser.browser", "close.browser");

    // the faults that are left in: a node nothing leads to, and an edge to one that is gone
    flow.node("old_summary", "FormatStringNode", 720, 3360, "template", "{count} differences");
    flow.node("old_mail", "EmailSuperNode", 960, 3360, "action", "Send Email");
    flow.connect("mail_draft.exec_out", "old_mail.exec_in");
    return flow;
  }

  private static String addBranch(ExampleWorkflow flow, int branch, String before) {
    String suffix = "_%02d".formatted(branch);
    long y = 130L * branch;
    String visit = "visit" + suffix;
    String wait = "wait" + suffix;
    String title = "title" + suffix;
    String table = "table" + suffix;
    String compare = "compare" + suffix;
    String differs = "differs" + suffix;
    String report = "report" + suffix;
    String note = "note" + suffix;
    flow.node(
        visit,
        "GoToURLNode",
        720,
        y,
        "url",
        "https://branch" + branch + ".example.org/prices",
        branch == 7 ? "tiemout" : "timeout", // one of the faults
        20_000L);
    flow.node(wait, "WaitForElementNode", 960, y, "selector", "table.prices", "state", "visible");
    flow.node(
        title, branch == 13 ? "ExtractTxtNode" : "ExtractTextNode", 1200, y, "selector", "h1");
    flow.node(table, "TableScraperNode", 1440, y);
    flow.node(compare, "DataCompareNode", 1680, y, "key_columns", "article");
    flow.node(differs, "IfNode", 1920, y);
    flow.node(
        report,
        "FileSystemSuperNode",
        2160,
        y,
        "action",
        "Append File",
        "file_path",
        "audit.txt",
        "content",
        "{{" + title + ".text}}: {{" + compare + ".diff_summary}}\n");
    flow.node(note, "LogNode", 2400, y, "message", "Branch " + branch + " audited");
    flow.connect(before, visit + ".exec_in").inTurn(visit, wait, title, table, compare, differs);
    flow.connect("browser.page", visit + ".page");
    flow.connect(visit + ".page", wait + ".page");
    flow.connect(wait + ".page", title + ".page");
    flow.connect(wait + ".page", table + ".page");
    flow.connect("prices.data", compare + ".data_a");
    flow.connect(table + ".data", compare + ".data_b");
    flow.connect(compare + ".has_differences", differs + ".condition");
    flow.connect(differs + ".true", report + ".exec_in");
    flow.connect(differs + ".false", note + ".exec_in");
    flow.inTurn(report, note);
    return note + ".exec_out";
  }
}

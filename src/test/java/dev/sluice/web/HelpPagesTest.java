package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.FindingCode;
import dev.sluice.output.ErrorsPage;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages that the codes of findings lead to. */
class HelpPagesTest {

  @TempDir private Path directory;

  @Test
  void help_ofEachCode_isItsSection() throws Exception {
    ErrorsPage page = ErrorsPage.read();
    try (ServedTree served = new ServedTree(directory)) {
      for (FindingCode code : FindingCode.values()) {
        HttpResponse<String> answer = served.get("/help/" + code);

        assertThat(answer.headers().firstValue("content-type"))
            .contains("text/html; charset=utf-8");
        assertThat(answer.body())
            .contains("<h1>" + code + "</h1>")
            .doesNotContain("**", "```", "](")
            .contains(HelpPages.html(page.section(code)));
      }
      assertThat(served.get("/help/NOTHING").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void html_ofMarkdown_hasItsPartsEscaped() {
    String markdown =
        """
        ## A<B

        **ERROR**, see [`x`](y.md) and
        the `a **b** <c>`
        here.

        ```json
        {"a": "<&>"}
        ```
        """;
    assertThat(HelpPages.html(markdown))
        .isEqualTo(
            """
            <h1>A&lt;B</h1>
            <p><strong>ERROR</strong>, see <code>x</code> and
            the <code>a **b** &lt;c&gt;</code>
            here.</p>
            <pre tabindex="0"><code>{"a": "&lt;&amp;&gt;"}
            </code></pre>
            """);
  }
}

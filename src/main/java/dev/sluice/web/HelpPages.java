package dev.sluice.web;

import dev.sluice.model.FindingCode;
import dev.sluice.output.ErrorsPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The explanations of findings: the sections of docs/errors.md as pages. */
final class HelpPages {

  private static final String FENCE = "```";
  private static final Pattern INLINE =
      Pattern.compile("`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\[([^]]+)]\\([^)]+\\)");
  private static final Set<String> CODES =
      Set.copyOf(Arrays.stream(FindingCode.values()).map(FindingCode::name).toList());

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>%s – Sluice</title>
      <link rel="icon" href="../icon.svg" type="image/svg+xml">
      <script src="../theme.js"></script>
      <link rel="stylesheet" href="../app.css">
      </head>
      <body class="help"><main>
      %s</main></body>
      </html>
      """;

  private final Scheduler blocking;

  HelpPages(Scheduler blocking) {
    this.blocking = blocking;
  }

  void addTo(Router router) {
    router.get(
        "/help/{code}",
        Set.of(),
        call -> Mono.fromCallable(() -> page(call.variable())).subscribeOn(blocking));
  }

  private static Response page(String code) throws IOException {
    if (!CODES.contains(code)) {
      throw new ProblemException(
          Problem.unknown("There is no such finding code; sluice explain lists all"));
    }
    String section = ErrorsPage.read().section(FindingCode.valueOf(code));
    byte[] html = PAGE.formatted(code, html(section)).getBytes(StandardCharsets.UTF_8);
    return new Response.Whole(200, "text/html; charset=utf-8", html, Map.of());
  }

  /** The Markdown of a section as HTML: headings, paragraphs, fences, code and strong text. */
  static String html(String markdown) {
    StringBuilder html = new StringBuilder();
    StringBuilder paragraph = new StringBuilder();
    boolean isFenced = false;
    for (String line : markdown.lines().toList()) {
      boolean isFence = line.startsWith(FENCE);
      boolean isHeading = !isFenced && line.startsWith("#");
      if (isFence || isHeading || line.isBlank()) {
        flush(paragraph, html);
      }
      if (isFence) {
        html.append(isFenced ? "</code></pre>\n" : "<pre tabindex=\"0\"><code>");
        isFenced = !isFenced;
      } else if (isFenced) {
        html.append(escaped(line)).append('\n');
      } else if (isHeading) {
        html.append("<h1>").append(prose(line.replaceFirst("#+ ", ""))).append("</h1>\n");
      } else if (!line.isBlank()) {
        paragraph.append(line).append('\n');
      }
    }
    flush(paragraph, html);
    return html.toString();
  }

  private static void flush(StringBuilder paragraph, StringBuilder html) {
    if (!paragraph.isEmpty()) {
      html.append("<p>").append(prose(paragraph.toString().stripTrailing())).append("</p>\n");
      paragraph.setLength(0);
    }
  }

  /** Text with code and strong parts; a link becomes plain text, as its target is not served. */
  private static String prose(String text) {
    Matcher part = INLINE.matcher(text);
    StringBuilder html = new StringBuilder();
    int end = 0;
    while (part.find()) {
      html.append(escaped(text.substring(end, part.start())));
      if (part.group(1) != null) {
        html.append("<code>").append(escaped(part.group(1))).append("</code>");
      } else if (part.group(2) != null) {
        html.append("<strong>").append(prose(part.group(2))).append("</strong>");
      } else {
        html.append(prose(part.group(3)));
      }
      end = part.end();
    }
    return html.append(escaped(text.substring(end))).toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

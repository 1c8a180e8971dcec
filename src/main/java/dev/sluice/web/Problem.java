package dev.sluice.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.Place;
import dev.sluice.model.Rejection;
import dev.sluice.model.ValidationReport;
import dev.sluice.output.FindingJson;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Why a request is not answered as asked: an {@code application/problem+json} of RFC 9457.
 *
 * <p>It contains what the client sent and what is wrong with a document, but never a path of the
 * file system, a class or a stack trace.
 *
 * @param status the HTTP status
 * @param code a stable name: the code of a finding, or of a request that is wrong in itself
 * @param detail one sentence
 * @param report the findings, if the problem is about a document
 * @param headers further headers of the response
 * @param instance identifies the occurrence in the log
 */
record Problem(
    int status,
    String code,
    String detail,
    Optional<ValidationReport> report,
    Map<String, String> headers,
    UUID instance) {

  static final String TYPE = "application/problem+json";

  private static final int MOST_FINDINGS = 100;
  private static final int RETRY_SECONDS = 2;

  /** A request that is wrong in itself. */
  static Problem of(int status, String code, String detail) {
    return of(status, code, detail, Map.of());
  }

  static Problem of(int status, String code, String detail, Map<String, String> headers) {
    return new Problem(status, code, detail, Optional.empty(), headers, identifier());
  }

  /** A server that has no capacity left. */
  static Problem busy(String detail) {
    return of(503, "BUSY", detail, Map.of("retry-after", String.valueOf(RETRY_SECONDS)));
  }

  /** A path or an id that the server does not know. */
  static Problem unknown(String detail) {
    return of(404, "NOT_FOUND", detail);
  }

  /** The response to requests after the end of the browser. */
  static Problem closed() {
    return of(503, "CLOSED", "The workflow browser is closed; start it again");
  }

  /** A document that is not accepted. */
  static Problem of(ValidationReport report, Rejection rejection) {
    Map<String, String> headers =
        rejection.kind() == Rejection.Kind.BUSY
            ? Map.of("retry-after", String.valueOf(RETRY_SECONDS))
            : Map.of();
    return new Problem(
        rejection.kind().httpStatus(),
        rejection.finding().code().name(),
        rejection.finding().message(),
        Optional.of(report),
        headers,
        identifier());
  }

  /** The problem that a failure amounts to; anything unexpected is an internal error. */
  static Problem of(Throwable failure) {
    if (failure instanceof ProblemException known) {
      return known.problem();
    }
    if (failure instanceof WorkflowException load) {
      return load.rejection().kind() == Rejection.Kind.UNREADABLE
          ? of(404, load.code().name(), "The file can no longer be read")
          : of(load.report(), load.rejection());
    }
    return of(500, "INTERNAL", "The server failed; its log has the cause under this instance");
  }

  /** Whether the same document has the same problem each time. */
  boolean isLasting() {
    return report.isPresent() && (status == 400 || status == 413 || status == 422);
  }

  /** The document as bytes; {@code root} is the path under which the help pages are. */
  byte[] json(String root) {
    return Json.object(json -> writeMembers(json, root));
  }

  void writeMembers(JsonGenerator json, String root) throws IOException {
    Optional<Rejection> rejection = report.flatMap(ValidationReport::rejection);
    json.writeStringField("type", report.isPresent() ? root + "/help/" + code : "about:blank");
    json.writeStringField("title", title());
    json.writeNumberField("status", status);
    json.writeStringField("detail", detail);
    json.writeStringField("instance", "urn:uuid:" + instance);
    json.writeStringField("code", code);
    if (rejection.isPresent()) {
      json.writeStringField("kind", rejection.get().kind().name());
      writePlace(json, rejection.get().finding());
    }
    if (report.isPresent()) {
      List<Finding> findings = report.get().findings();
      List<Finding> shown = findings.subList(0, Math.min(findings.size(), MOST_FINDINGS));
      FindingJson.writeFindings(json, shown, 0);
      long omitted = report.get().omitted() + findings.size() - shown.size();
      if (omitted > 0) {
        json.writeNumberField("findingsOmitted", omitted);
      }
    }
    if (headers.containsKey("retry-after")) {
      json.writeNumberField("retryAfter", RETRY_SECONDS);
    }
  }

  private static void writePlace(JsonGenerator json, Finding finding) throws IOException {
    json.writeStringField("pointer", finding.pointer());
    if (finding.place().isPresent()) {
      Place place = finding.place().get();
      json.writeNumberField("line", place.line());
      json.writeNumberField("column", place.column());
      json.writeNumberField("offset", place.offset());
    }
    if (finding.suggestion().isPresent()) {
      json.writeStringField("suggestion", finding.suggestion().get());
    }
  }

  /**
   * A random identifier of version 4; the JDK's own generator may block, and is not needed here.
   */
  private static UUID identifier() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(
        (random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
  }

  private String title() {
    return HttpResponseStatus.valueOf(status).reasonPhrase();
  }
}

package dev.sluice.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.model.Finding;
import dev.sluice.model.Place;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.model.WorkflowSkeleton;
import dev.sluice.output.SkeletonJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file that the scan has found, with a summary of its content if it has been read. */
final class LibraryFile {

  private final String id;
  private final Path path;
  private final String name;
  private volatile @Nullable Known known;
  private volatile FileTags.@Nullable Hashed hashed;
  private volatile long lastScan;

  /**
   * A file.
   *
   * @param name its path relative to the directory, with slashes
   */
  LibraryFile(String id, Path path, String name) {
    this.id = id;
    this.path = path;
    this.name = name;
  }

  String id() {
    return id;
  }

  Path path() {
    return path;
  }

  String name() {
    return name;
  }

  /** The metadata that identify an unchanged file. */
  record Stamp(long size, Instant modified, Optional<Object> key) {
    /** Blocks. */
    static Stamp of(Path path) throws IOException {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(
          found.size(), found.lastModifiedTime().toInstant(), Optional.ofNullable(found.fileKey()));
    }
  }

  /** The numbers of findings by severity. */
  record Counts(long errors, long warnings, long infos) {
    static Counts of(ValidationReport report) {
      return new Counts(
          report.count(Severity.ERROR),
          report.count(Severity.WARNING),
          report.count(Severity.INFO));
    }

    void writeMembers(JsonGenerator json) throws IOException {
      json.writeNumberField("errors", errors);
      json.writeNumberField("warnings", warnings);
      json.writeNumberField("infos", infos);
    }
  }

  /**
   * What a file contains.
   *
   * @param skeleton the skeleton; empty if the document is rejected even as a skeleton
   * @param reason why it is rejected
   * @param counts the numbers of findings; empty if it has not been checked yet
   */
  record Known(
      Stamp stamp,
      Optional<WorkflowSkeleton> skeleton,
      Optional<Finding> reason,
      Optional<Counts> counts) {}

  Optional<Known> known() {
    return Optional.ofNullable(known);
  }

  void learn(Known content) {
    known = content;
  }

  /** Adds the numbers of findings to the summary, unless the file has changed in the meantime. */
  void learn(Known content, Counts counts) {
    if (content.equals(known)) {
      known = new Known(content.stamp(), content.skeleton(), content.reason(), Optional.of(counts));
    }
  }

  /** The hash of the content at the time of its stamp, if it has been computed. */
  Optional<FileTags.Hashed> hashed() {
    return Optional.ofNullable(hashed);
  }

  void learn(FileTags.Hashed content) {
    hashed = content;
  }

  void seenBy(long scan) {
    lastScan = Math.max(lastScan, scan);
  }

  boolean isSeenSince(long scan) {
    return lastScan >= scan;
  }

  /** Whether the file name or a text of the skeleton contains a text, which is in lower case. */
  boolean contains(String text, Known content) {
    Stream<String> own =
        content.skeleton().stream()
            .flatMap(
                skeleton ->
                    Stream.of(
                            Stream.of(skeleton.name(), skeleton.description()),
                            skeleton.nodeTypes().stream(),
                            skeleton.variableNames().stream())
                        .flatMap(texts -> texts));
    return Stream.concat(Stream.of(name), own)
        .anyMatch(candidate -> candidate.toLowerCase(Locale.ROOT).contains(text));
  }

  /** The line of the list. */
  byte[] line(Known content) {
    return Json.line("item", json -> writeMembers(json, content));
  }

  /** The members of the list for this file. */
  void writeMembers(JsonGenerator json, Known content) throws IOException {
    json.writeStringField("id", id);
    json.writeStringField("path", name);
    json.writeNumberField("size", content.stamp().size());
    json.writeStringField("modified", content.stamp().modified().toString());
    json.writeBooleanField("accepted", content.skeleton().isPresent());
    if (content.skeleton().isPresent()) {
      json.writeStringField("kind", content.skeleton().get().kind().label());
      SkeletonJson.writeMembers(json, content.skeleton().get());
    }
    if (content.reason().isPresent()) {
      writeReason(json, content.reason().get());
    }
    if (content.counts().isPresent()) {
      content.counts().get().writeMembers(json);
    }
  }

  private static void writeReason(JsonGenerator json, Finding reason) throws IOException {
    json.writeStringField("code", reason.code().name());
    json.writeStringField("message", reason.message());
    if (reason.place().isPresent()) {
      Place place = reason.place().get();
      json.writeNumberField("line", place.line());
      json.writeNumberField("column", place.column());
    }
  }
}

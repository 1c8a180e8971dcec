package dev.sluice.spark;

import java.util.List;

/** A file and what the check found; a bean, as Spark's encoders need it. */
public class CheckedFile {

  private String path = "";
  private String digest;
  private long length;
  private String kind;
  private boolean accepted;
  private boolean foreign;
  private String rejection;
  private long errors;
  private long warnings;
  private long infos;
  private long omitted;
  private double milliseconds;
  private String failure;
  private boolean reused;
  private String program = "";
  private List<FindingRow> findings = List.of();

  /** The path relative to the input, with slashes. */
  public String getPath() {
    return path;
  }

  public void setPath(String path) {
    this.path = path;
  }

  /** The SHA-256 digest of the bytes as stored, in hexadecimal; null if they could not be read. */
  public String getDigest() {
    return digest;
  }

  public void setDigest(String digest) {
    this.digest = digest;
  }

  /** The number of bytes as stored. */
  public long getLength() {
    return length;
  }

  public void setLength(long length) {
    this.length = length;
  }

  /** The kind of document, such as workflow; null if it was not found out. */
  public String getKind() {
    return kind;
  }

  public void setKind(String kind) {
    this.kind = kind;
  }

  /** Whether the document is accepted. */
  public boolean isAccepted() {
    return accepted;
  }

  public void setAccepted(boolean accepted) {
    this.accepted = accepted;
  }

  /**
   * Whether the document is not meant as a workflow; it is counted, not judged, and has no
   * findings.
   */
  public boolean isForeign() {
    return foreign;
  }

  public void setForeign(boolean foreign) {
    this.foreign = foreign;
  }

  /** Why the document is rejected, such as MALFORMED; null if it is accepted. */
  public String getRejection() {
    return rejection;
  }

  public void setRejection(String rejection) {
    this.rejection = rejection;
  }

  /** The number of findings that are errors. */
  public long getErrors() {
    return errors;
  }

  public void setErrors(long errors) {
    this.errors = errors;
  }

  /** The number of findings that are warnings. */
  public long getWarnings() {
    return warnings;
  }

  public void setWarnings(long warnings) {
    this.warnings = warnings;
  }

  /** The number of findings that are infos. */
  public long getInfos() {
    return infos;
  }

  public void setInfos(long infos) {
    this.infos = infos;
  }

  /** The number of findings over the limit of one document, which are not kept. */
  public long getOmitted() {
    return omitted;
  }

  public void setOmitted(long omitted) {
    this.omitted = omitted;
  }

  /** How long reading and checking took. */
  public double getMilliseconds() {
    return milliseconds;
  }

  public void setMilliseconds(double milliseconds) {
    this.milliseconds = milliseconds;
  }

  /**
   * Why the program could not check the file, which is not the document's fault; null otherwise.
   */
  public String getFailure() {
    return failure;
  }

  public void setFailure(String failure) {
    this.failure = failure;
  }

  /** Whether the row is that of an earlier run, because the bytes are the same. */
  public boolean isReused() {
    return reused;
  }

  public void setReused(boolean reused) {
    this.reused = reused;
  }

  /** The version of Sluice that checked the file. */
  public String getProgram() {
    return program;
  }

  public void setProgram(String program) {
    this.program = program;
  }

  /** The findings in document order. */
  public List<FindingRow> getFindings() {
    return findings;
  }

  public void setFindings(List<FindingRow> findings) {
    this.findings = findings;
  }
}

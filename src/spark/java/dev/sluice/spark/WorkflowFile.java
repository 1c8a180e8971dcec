package dev.sluice.spark;

/** A file to check and what an earlier run found in it; a bean, as Spark's encoders need it. */
public class WorkflowFile {

  private String path = "";
  private String location = "";
  private long length;
  private CheckedFile earlier;

  /** A file that was listed. */
  static WorkflowFile of(String path, String location, long length) {
    WorkflowFile file = new WorkflowFile();
    file.path = path;
    file.location = location;
    file.length = length;
    return file;
  }

  /** The path relative to the input, with slashes. */
  public String getPath() {
    return path;
  }

  public void setPath(String path) {
    this.path = path;
  }

  /** The address of the file in its Hadoop file system. */
  public String getLocation() {
    return location;
  }

  public void setLocation(String location) {
    this.location = location;
  }

  /** The size in bytes as listed. */
  public long getLength() {
    return length;
  }

  public void setLength(long length) {
    this.length = length;
  }

  /** The row of an earlier run, which is kept if the bytes are the same; may be null. */
  public CheckedFile getEarlier() {
    return earlier;
  }

  public void setEarlier(CheckedFile earlier) {
    this.earlier = earlier;
  }
}

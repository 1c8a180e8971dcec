package dev.sluice.spark;

import dev.sluice.Inspection;
import dev.sluice.WorkflowLoader;
import dev.sluice.config.Profile;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Rejection;
import dev.sluice.model.Severity;
import dev.sluice.model.ValidationReport;
import dev.sluice.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;

/**
 * Checks each file of a dataset, with one loader for each executor.
 *
 * <p>Whatever a file contains gives a row: documents that are rejected, files that cannot be read,
 * and failures of the program itself, which {@link CheckedFile#getFailure} distinguishes.
 */
public final class FileChecks implements MapPartitionsFunction<WorkflowFile, CheckedFile> {

  private static final long serialVersionUID = 1;

  /** Files up to this size are read as one buffer: 8 MiB. */
  static final long WHOLE = 8L << 20;

  /** The configuration of Hadoop, which is not serializable itself. */
  private final Map<String, String> hadoop;

  FileChecks(Map<String, String> hadoop) {
    this.hadoop = hadoop;
  }

  /** One loader for each JVM, which lives as long as the executor. */
  private static final class Loader {
    static final WorkflowLoader SHARED =
        WorkflowLoader.builder().profile(Profile.STRICT).smallLoadsOnCaller(true).build();
  }

  /**
   * Checks the files of a dataset.
   *
   * @param hadoop the configuration of Hadoop with which the files are opened
   */
  public static Dataset<CheckedFile> check(Dataset<WorkflowFile> files, Configuration hadoop) {
    return files.mapPartitions(
        new FileChecks(HadoopSettings.of(hadoop)), Encoders.bean(CheckedFile.class));
  }

  @Override
  public Iterator<CheckedFile> call(Iterator<WorkflowFile> files) {
    Optional<String> fault = ClassPath.fault();
    if (fault.isPresent()) {
      throw new IllegalStateException(fault.get());
    }
    Configuration settings = HadoopSettings.restored(hadoop);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return files.hasNext();
      }

      @Override
      public CheckedFile next() {
        if (!files.hasNext()) {
          throw new NoSuchElementException();
        }
        return checked(files.next(), settings);
      }
    };
  }

  private static CheckedFile checked(WorkflowFile file, Configuration settings) {
    long start = System.nanoTime();
    CheckedFile row = new CheckedFile();
    row.setPath(file.getPath());
    row.setLength(file.getLength());
    row.setProgram(Program.version());
    try {
      Path location = new Path(file.getLocation());
      FileSystem files = location.getFileSystem(settings);
      CheckedFile earlier = file.getEarlier();
      if (file.getLength() <= WHOLE) {
        byte[] bytes = whole(files, location);
        row.setLength(bytes.length);
        row.setDigest(HexFormat.of().formatHex(sha256().digest(bytes)));
        if (isSame(row, earlier)) {
          return reused(earlier);
        }
        fill(row, ByteSource.of(file.getPath(), bytes));
      } else {
        row.setDigest(digest(files, location));
        if (isSame(row, earlier)) {
          return reused(earlier);
        }
        fill(row, new HadoopSource(files, location, file.getPath()));
      }
    } catch (IOException e) {
      unreadable(row, e);
    } catch (RuntimeException | LinkageError e) {
      row.setFailure(e.toString());
    }
    row.setMilliseconds((System.nanoTime() - start) / 1e6);
    return row;
  }

  private static boolean isSame(CheckedFile row, CheckedFile earlier) {
    return earlier != null
        && row.getDigest().equals(earlier.getDigest())
        && row.getProgram().equals(earlier.getProgram());
  }

  private static CheckedFile reused(CheckedFile earlier) {
    earlier.setReused(true);
    return earlier;
  }

  private static byte[] whole(FileSystem files, Path location) throws IOException {
    try (InputStream stream = files.open(location)) {
      return stream.readAllBytes();
    }
  }

  private static String digest(FileSystem files, Path location) throws IOException {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[HadoopSource.CHUNK];
    try (InputStream stream = files.open(location)) {
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each JVM has it
    }
  }

  private static void fill(CheckedFile row, ByteSource source) {
    try {
      Inspection inspection = Loader.SHARED.inspect(source).block();
      row.setKind(inspection.kind().label());
      fill(row, inspection.report());
    } catch (WorkflowException e) {
      fill(row, e.report());
    }
  }

  private static void fill(CheckedFile row, ValidationReport report) {
    row.setForeign(report.foreign());
    row.setAccepted(report.accepted());
    Rejection rejection = report.rejection().orElse(null);
    if (rejection != null) {
      row.setRejection(rejection.kind().name());
      switch (rejection.kind()) {
        case INTERNAL, BUSY -> row.setFailure(rejection.finding().message());
        default -> {}
      }
    }
    if (report.foreign()) {
      return;
    }
    row.setErrors(report.count(Severity.ERROR));
    row.setWarnings(report.count(Severity.WARNING));
    row.setInfos(report.count(Severity.INFO));
    row.setOmitted(report.omitted());
    row.setFindings(report.findings().stream().map(FindingRow::of).toList());
  }

  private static void unreadable(CheckedFile row, IOException e) {
    FindingRow finding = new FindingRow();
    finding.setSeverity(Severity.ERROR.name());
    finding.setCode("UNREADABLE");
    finding.setMessage("The file cannot be read: " + e.getMessage());
    row.setRejection(Rejection.Kind.UNREADABLE.name());
    row.setErrors(1);
    row.setFindings(List.of(finding));
  }
}

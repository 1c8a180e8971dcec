package dev.sluice.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/**
 * The files of a tree that can be workflows, by the rules of {@code sluice validate DIR}, except
 * that ignore files are not read.
 *
 * <p>The driver lists the upper directories until there are enough for all executors, which list
 * the rest.
 */
final class TreeListing {

  private static final Set<String> DEPENDENCIES_AND_OUTPUT =
      Set.of("node_modules", "target", "build");

  private final SparkSession spark;
  private final Path root;
  private final Configuration hadoop;

  TreeListing(SparkSession spark, Path root, Configuration hadoop) throws IOException {
    this.spark = spark;
    this.hadoop = hadoop;
    this.root = root.getFileSystem(hadoop).resolvePath(root);
  }

  /** The files, whose paths are relative to the root. */
  Dataset<WorkflowFile> files() throws IOException {
    int enough = 4 * spark.sparkContext().defaultParallelism();
    List<WorkflowFile> upper = new ArrayList<>();
    Deque<Path> directories = new ArrayDeque<>(List.of(root));
    FileSystem files = root.getFileSystem(hadoop);
    while (!directories.isEmpty() && directories.size() < enough) {
      list(files, directories.remove(), root, upper, directories);
    }
    Dataset<WorkflowFile> listed = spark.createDataset(upper, Encoders.bean(WorkflowFile.class));
    if (directories.isEmpty()) {
      return listed;
    }
    List<String> rest = directories.stream().map(Path::toString).toList();
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    return listed.union(
        spark.createDataset(
            context
                .parallelize(rest, rest.size())
                .flatMap(new Below(root.toString(), HadoopSettings.of(hadoop)))
                .rdd(),
            Encoders.bean(WorkflowFile.class)));
  }

  /** All files below a directory, listed by an executor. */
  private record Below(String root, Map<String, String> hadoop)
      implements FlatMapFunction<String, WorkflowFile> {

    @Override
    public Iterator<WorkflowFile> call(String directory) throws IOException {
      Path start = new Path(directory);
      FileSystem files = start.getFileSystem(HadoopSettings.restored(hadoop));
      Deque<Path> directories = new ArrayDeque<>(List.of(start));
      Deque<WorkflowFile> found = new ArrayDeque<>();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          try {
            while (found.isEmpty() && !directories.isEmpty()) {
              list(files, directories.pop(), new Path(root), found, directories);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return !found.isEmpty();
        }

        @Override
        public WorkflowFile next() {
          if (!hasNext()) {
            throw new java.util.NoSuchElementException();
          }
          return found.remove();
        }
      };
    }
  }

  private static void list(
      FileSystem files,
      Path directory,
      Path root,
      java.util.Collection<WorkflowFile> found,
      Deque<Path> directories)
      throws IOException {
    RemoteIterator<FileStatus> entries = files.listStatusIterator(directory);
    while (entries.hasNext()) {
      FileStatus entry = entries.next();
      String name = entry.getPath().getName();
      if (entry.isDirectory()) {
        if (!name.startsWith(".") && !DEPENDENCIES_AND_OUTPUT.contains(name)) {
          directories.add(entry.getPath());
        }
      } else if (entry.isFile() && isWorkflow(name)) {
        String path = root.toUri().relativize(entry.getPath().toUri()).getPath();
        found.add(WorkflowFile.of(path, entry.getPath().toString(), entry.getLen()));
      }
    }
  }

  private static boolean isWorkflow(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".json") || lower.endsWith(".json.gz") || lower.endsWith(".json.zst");
  }
}

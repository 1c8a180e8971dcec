package dev.sluice.spark;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The job that validates a tree of any size on a cluster: {@code spark-submit --class
 * dev.sluice.spark.ValidateTree sluice-spark.jar INPUT OUTPUT}.
 *
 * <p>It writes three tables of Parquet into a new directory: {@code files} with a row for each
 * file, {@code findings}, and {@code summary} with the counts of each code. The directory gets its
 * name when it is complete, so a run that fails leaves nothing with this name.
 */
@Command(
    name = "ValidateTree",
    description = "Validates all workflow files below INPUT and writes tables into OUTPUT.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class ValidateTree implements Callable<Integer> {

  /** Files above this size get a task each: 64 MiB. */
  private static final long LARGE = 64L << 20;

  /** If there are more large files, they share this many tasks. */
  private static final int MAX_ALONE = 10_000;

  @Parameters(index = "0", description = "A directory in any file system of Hadoop.")
  private String input;

  @Parameters(index = "1", description = "A directory that does not exist.")
  private String output;

  @Option(
      names = "--earlier",
      paramLabel = "DIR",
      description = "The output of an earlier run; files with the same bytes keep their rows.")
  private String earlier;

  private ValidateTree() {}

  /** Runs the job: 0 if each file was checked, 1 if the program failed for some, 2 for usage. */
  public static void main(String[] arguments) {
    int exit = run(arguments);
    if (exit != 0) {
      throw new JobFailedException("ValidateTree ended with exit code " + exit);
    }
  }

  static int run(String... arguments) {
    return new CommandLine(new ValidateTree())
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              if (e instanceof JobFailedException) {
                line.getErr().println(e.getMessage());
                return 1;
              }
              throw e;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    refuse(ClassPath.fault());
    SparkSession spark = SparkSession.builder().appName("sluice validate").getOrCreate();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Path target = new Path(output);
    FileSystem files = target.getFileSystem(hadoop);
    if (files.exists(target)) {
      throw new JobFailedException(output + " exists: name a new directory");
    }
    refuse(faultOfExecutors(spark));
    Path unfinished = target.suffix(".unfinished");
    files.delete(unfinished, true);
    write(spark, hadoop, unfinished);
    if (!files.rename(unfinished, target)) {
      throw new JobFailedException("Cannot rename " + unfinished + " to " + target);
    }
    return summary(spark, target);
  }

  private static void refuse(Optional<String> fault) {
    fault.ifPresent(
        reason -> {
          throw new JobFailedException(reason);
        });
  }

  private static Optional<String> faultOfExecutors(SparkSession spark) {
    int tasks = 4 * spark.sparkContext().defaultParallelism();
    List<Integer> numbers = java.util.Collections.nCopies(tasks, 0);
    return new JavaSparkContext(spark.sparkContext())
            .parallelize(numbers, tasks)
            .map(number -> ClassPath.fault().orElse(""))
            .filter(fault -> !fault.isEmpty())
            .take(1)
            .stream()
            .findFirst();
  }

  private void write(SparkSession spark, Configuration hadoop, Path target) throws IOException {
    Dataset<WorkflowFile> listed =
        withEarlier(spark, new TreeListing(spark, new Path(input), hadoop).files()).cache();
    String results = new Path(target, "results").toString();
    Dataset<CheckedFile> checked = FileChecks.check(spread(spark, listed), hadoop);
    checked.write().parquet(results);
    listed.unpersist();
    Dataset<Row> rows = spark.read().parquet(results);
    rows.drop("findings").write().parquet(new Path(target, "files").toString());
    Dataset<Row> findings =
        rows.select(
                functions.col("path"),
                functions.col("digest"),
                functions.explode(functions.col("findings")).as("finding"))
            .select("path", "digest", "finding.*");
    findings.write().parquet(new Path(target, "findings").toString());
    findings
        .groupBy("severity", "code")
        .agg(functions.count("*").as("findings"), functions.countDistinct("path").as("files"))
        .coalesce(1)
        .write()
        .parquet(new Path(target, "summary").toString());
  }

  /** The files with their rows of the earlier run, if there is one. */
  private Dataset<WorkflowFile> withEarlier(SparkSession spark, Dataset<WorkflowFile> listed) {
    if (earlier == null) {
      return listed;
    }
    Dataset<Row> rows =
        spark
            .read()
            .schema(Encoders.bean(CheckedFile.class).schema())
            .parquet(new Path(earlier, "results").toString())
            .filter("failure is null");
    return listed
        .drop("earlier")
        .join(
            rows.select(functions.col("path"), functions.struct(rows.col("*")).as("earlier")),
            new String[] {"path"},
            "left")
        .as(Encoders.bean(WorkflowFile.class));
  }

  /** The files spread over the executors; large ones get a task each. */
  private static Dataset<WorkflowFile> spread(SparkSession spark, Dataset<WorkflowFile> listed) {
    Dataset<WorkflowFile> small = listed.filter(functions.col("length").leq(LARGE));
    Dataset<WorkflowFile> large = listed.filter(functions.col("length").gt(LARGE));
    int tasks = 8 * spark.sparkContext().defaultParallelism();
    long count = large.count();
    if (count == 0) {
      return small.repartition(tasks);
    }
    if (count > MAX_ALONE) {
      return small.repartition(tasks).union(large.repartition(MAX_ALONE));
    }
    List<WorkflowFile> each = large.collectAsList();
    return small
        .repartition(tasks)
        .union(
            spark.createDataset(
                new JavaSparkContext(spark.sparkContext()).parallelize(each, each.size()).rdd(),
                Encoders.bean(WorkflowFile.class)));
  }

  private static int summary(SparkSession spark, Path target) {
    spark
        .read()
        .parquet(new Path(target, "summary").toString())
        .orderBy(functions.desc("findings"), functions.col("code"))
        .show(100, false);
    Dataset<Row> files = spark.read().parquet(new Path(target, "files").toString());
    long all = files.count();
    long rejected = files.filter("not accepted and not foreign").count();
    long reused = files.filter("reused").count();
    Dataset<Row> failed = files.filter("failure is not null");
    long failures = failed.count();
    System.out.printf(
        "%,d files, %,d rejected, %,d reused from the earlier run, %,d failures of the program%n",
        all, rejected, reused, failures);
    if (failures == 0) {
      return 0;
    }
    failed.select("path", "failure").show(20, false);
    return 1;
  }

  /** What ends the job with a reason instead of a stack trace. */
  static final class JobFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JobFailedException(String message) {
      super(message);
    }
  }
}

package dev.sluice.cli;

import dev.sluice.cli.answer.ExitCode;
import dev.sluice.search.SearchResult;
import dev.sluice.text.Quantity;
import java.util.Locale;

/** Counts the results of a search. */
final class SearchTally {

  private long matches;
  private int files;
  private int found;
  private int rejected;
  private int unreadable;
  private int skipped;

  /** Counts a document. */
  void add(SearchResult result) {
    files++;
    matches += result.count();
    found += result.count() > 0 ? 1 : 0;
    rejected += result.accepted() ? 0 : 1;
  }

  /** Counts an input that cannot be read, or a named input that is rejected. */
  void fail() {
    unreadable++;
  }

  /** Counts a file that is not a workflow. */
  void skip() {
    skipped++;
  }

  long matches() {
    return matches;
  }

  int files() {
    return files;
  }

  int found() {
    return found;
  }

  int rejected() {
    return rejected;
  }

  int unreadable() {
    return unreadable;
  }

  int skipped() {
    return skipped;
  }

  /** The exit code of the run: whether there are matches, unless an input could not be read. */
  int exitCode() {
    if (unreadable > 0) {
      return ExitCode.UNREADABLE;
    }
    return matches > 0 ? ExitCode.ACCEPTED : ExitCode.REJECTED;
  }

  /** The exit code of a run that is ended early; the unread inputs may contain matches. */
  int exitCodeSoFar() {
    return unreadable > 0 ? ExitCode.UNREADABLE : ExitCode.ACCEPTED;
  }

  /** The summary in one line, without the time. */
  String summary() {
    StringBuilder text = new StringBuilder();
    text.append(Quantity.grouped(matches, "match", "matches"))
        .append(" in ")
        .append(count(found, "of "))
        .append(Quantity.grouped(files, "file"));
    add(text, rejected, "rejected");
    add(text, unreadable, "unreadable");
    if (skipped > 0) {
      text.append(", ").append(Quantity.grouped(skipped, "non-workflow file")).append(" skipped");
    }
    return text.toString();
  }

  private static void add(StringBuilder text, int count, String what) {
    if (count > 0) {
      text.append(", ").append(count(count, what));
    }
  }

  private static String count(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s", count, what);
  }
}

package dev.sluice.cli.report;

import com.fasterxml.jackson.core.JsonParser;
import dev.sluice.cli.answer.FileNames;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lines of JSON, one for each file. */
final class MergedLines extends MergedReport {

  MergedLines() throws IOException {}

  @Override
  public void add(Path report) throws IOException {
    String name = FileNames.shown(report);
    try (BufferedReader lines = Files.newBufferedReader(report)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        parts().add(file(line, number), name, (line + "\n").getBytes(StandardCharsets.UTF_8));
        number++;
      }
    }
  }

  /** Reads a line to its end, because a run that was killed may not have written it whole. */
  private static String file(String line, int number) {
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      if ("file".equals(json.nextFieldName())) {
        String file = json.nextTextValue();
        while (json.nextToken() != null) {
          // up to the end
        }
        if (file != null) {
          return file;
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("line " + number + " is damaged; run its shard again", e);
    }
    throw new IllegalArgumentException("line " + number + " has no file");
  }

  @Override
  public void writeTo(OutputStream target) throws IOException {
    parts().visit(target::write);
  }
}

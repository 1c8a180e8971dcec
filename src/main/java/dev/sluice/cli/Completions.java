package dev.sluice.cli;

import dev.sluice.cli.ScanCommand.ScanSort;
import dev.sluice.cli.gate.MaxSeverity;
import dev.sluice.cli.report.ReportFormat;
import dev.sluice.cli.report.TextOptions;
import dev.sluice.cli.terminal.Paint;
import dev.sluice.config.Compression;
import dev.sluice.config.Profile;
import dev.sluice.config.UnknownTypes;
import dev.sluice.fix.Fix;
import dev.sluice.model.FindingCode;
import dev.sluice.model.Severity;
import dev.sluice.registry.NodeRegistries;
import dev.sluice.render.WorkflowPicture;
import dev.sluice.stats.TreeStatistics;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The candidates for shell completion of option values, in the form users type them. */
abstract class Completions implements Iterable<String> {

  private final List<String> words;

  private Completions(Stream<String> words) {
    this.words = words.toList();
  }

  @Override
  public Iterator<String> iterator() {
    return words.iterator();
  }

  private static Stream<String> lower(Enum<?>... constants) {
    return Arrays.stream(constants).map(constant -> constant.name().toLowerCase(Locale.ROOT));
  }

  static final class Colours extends Completions {
    Colours() {
      super(lower(Paint.Choice.values()));
    }
  }

  static final class Profiles extends Completions {
    Profiles() {
      super(lower(Profile.values()));
    }
  }

  static final class LimitSets extends Completions {
    LimitSets() {
      super(Stream.of("untrusted", "trusted"));
    }
  }

  static final class Policies extends Completions {
    Policies() {
      super(lower(UnknownTypes.values()));
    }
  }

  static final class Severities extends Completions {
    Severities() {
      super(lower(MaxSeverity.values()));
    }
  }

  static final class FindingSeverities extends Completions {
    FindingSeverities() {
      super(lower(Severity.values()));
    }
  }

  static final class TextStyles extends Completions {
    TextStyles() {
      super(lower(TextOptions.Style.values()));
    }
  }

  static final class Formats extends Completions {
    Formats() {
      super(lower(ReportFormat.values()));
    }
  }

  static final class Orders extends Completions {
    Orders() {
      super(lower(ScanSort.values()));
    }
  }

  static final class Dimensions extends Completions {
    Dimensions() {
      super(lower(TreeStatistics.Dimension.values()));
    }
  }

  static final class Pictures extends Completions {
    Pictures() {
      super(lower(RenderCommand.Format.values()));
    }
  }

  static final class Themes extends Completions {
    Themes() {
      super(lower(WorkflowPicture.Theme.values()));
    }
  }

  static final class Layouts extends Completions {
    Layouts() {
      super(lower(RenderCommand.Layout.values()));
    }
  }

  static final class PortChoices extends Completions {
    PortChoices() {
      super(lower(RenderCommand.Ports.values()));
    }
  }

  static final class Compressions extends Completions {
    Compressions() {
      super(lower(Compression.values()));
    }
  }

  static final class Codes extends Completions {
    Codes() {
      super(Arrays.stream(FindingCode.values()).map(FindingCode::name));
    }
  }

  static final class Shells extends Completions {
    Shells() {
      super(lower(CompletionCommand.Shell.values()));
    }
  }

  static final class FixableCodes extends Completions {
    FixableCodes() {
      super(Fix.CODES.stream().map(FindingCode::name).sorted());
    }
  }

  static final class Types extends Completions {
    Types() {
      super(NodeRegistries.builtIn().names().stream());
    }
  }
}

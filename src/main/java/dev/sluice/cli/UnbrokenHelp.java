package dev.sluice.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Help whose lines end only between words. picocli breaks lines by the rules of natural language,
 * so also after the dot of {@code .svg} or before the bracket of {@code FORMAT[=FILE]}; so letters
 * stand in for these characters until a section has been broken into lines.
 */
final class UnbrokenHelp extends Help {

  private static final String BREAKABLE = "[](){}.,=|/-";

  /** Letters that no help page has, one for each breakable character. */
  private static final char FIRST_STAND_IN = '\u13A0';

  UnbrokenHelp(CommandSpec spec, ColorScheme scheme) {
    super(spec, scheme);
  }

  /** Restores the characters in sections with options and parameters. */
  static void restoreIn(Map<String, IHelpSectionRenderer> sections, List<String> keys) {
    for (String key : keys) {
      sections.computeIfPresent(key, (any, section) -> help -> restored(section.render(help)));
    }
  }

  @Override
  public IParamLabelRenderer parameterLabelRenderer() {
    IParamLabelRenderer usual = super.parameterLabelRenderer();
    return new IParamLabelRenderer() {
      @Override
      public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<Ansi.IStyle> styles) {
        String label = usual.renderParameterLabel(argument, ansi, styles).plainString();
        int begin = label.startsWith(separator()) ? separator().length() : 0;
        return ansi.text(label.substring(0, begin))
            .concat(colorScheme().apply(joined(label.substring(begin)), styles));
      }

      @Override
      public String separator() {
        return usual.separator();
      }
    };
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer usual = super.createDefaultOptionRenderer();
    return (option, labels, scheme) -> joined(usual.render(option, labels, scheme), scheme);
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer usual = super.createDefaultParameterRenderer();
    return (parameter, labels, scheme) -> joined(usual.render(parameter, labels, scheme), scheme);
  }

  /** Joins the words of the descriptions, which are in the last column and have no styles. */
  private static Text[][] joined(Text[][] rows, ColorScheme scheme) {
    for (Text[] row : rows) {
      int last = row.length - 1;
      row[last] = scheme.ansi().text(joined(row[last].plainString()));
    }
    return rows;
  }

  private static String joined(String text) {
    StringBuilder joined = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int kind = BREAKABLE.indexOf(text.charAt(i));
      boolean isWithin = i + 1 < text.length() && !Character.isWhitespace(text.charAt(i + 1));
      if (kind >= 0 && isWithin) {
        joined.setCharAt(i, (char) (FIRST_STAND_IN + kind));
      }
    }
    return joined.toString();
  }

  private static String restored(String text) {
    StringBuilder restored = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      int kind = text.charAt(i) - FIRST_STAND_IN;
      if (kind >= 0 && kind < BREAKABLE.length()) {
        restored.setCharAt(i, BREAKABLE.charAt(kind));
      }
    }
    return restored.toString();
  }
}

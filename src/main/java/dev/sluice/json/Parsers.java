package dev.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import java.io.IOException;

/** Creates parsers configured for untrusted documents. */
final class Parsers {

  /*
   * Interning of names costs up to twice the time of the scan, and every node id is a name. The
   * limits lifted here are enforced by Sluice itself, which knows the place of a violation and
   * reports the same finding however the document is cut into chunks; the decoder limits the
   * document's length.
   */
  private static final Factory FACTORY =
      new Factory(
          new JsonFactoryBuilder()
              .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
              .enable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
              .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(Integer.MAX_VALUE)
                      .maxNumberLength(Integer.MAX_VALUE)
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNameLength(Integer.MAX_VALUE)
                      .maxDocumentLength(-1)
                      .maxTokenCount(-1)
                      .build()));

  /** Creates parsers that report where their input ended. */
  private static final class Factory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    Factory(JsonFactoryBuilder builder) {
      super(builder);
    }

    WholeParser whole(byte[] bytes, int start, int end, ByteQuadsCanonicalizer names) {
      return new WholeParser(
          _createContext(_createContentReference(bytes, start, end - start), true),
          _parserFeatures,
          names,
          bytes,
          start,
          end);
    }

    FedParser fed(ByteQuadsCanonicalizer names) {
      return new FedParser(_createNonBlockingContext(null), _parserFeatures, names);
    }

    /** The names of other documents; those of this document are added to them if they are few. */
    ByteQuadsCanonicalizer sharedNames() {
      return _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures);
    }

    ByteQuadsCanonicalizer ownNames() {
      return ByteQuadsCanonicalizer.createRoot().makeChildOrPlaceholder(_factoryFeatures);
    }
  }

  private Parsers() {}

  /** A parser over a string. */
  static JsonParser of(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** A parser over bytes that are all there, in UTF-8 and without a byte order mark. */
  static WholeParser whole(byte[] bytes, int start, int end) {
    return FACTORY.whole(bytes, start, end, FACTORY.sharedNames());
  }

  /** The same with a table of names of its own. */
  static WholeParser wholeWithOwnNames(byte[] bytes, int start, int end) {
    return FACTORY.whole(bytes, start, end, FACTORY.ownNames());
  }

  /** A parser that is fed chunk by chunk. */
  static FedParser fed() {
    return FACTORY.fed(FACTORY.sharedNames());
  }

  /** The same with a table of names of its own. */
  static FedParser fedWithOwnNames() {
    return FACTORY.fed(FACTORY.ownNames());
  }
}

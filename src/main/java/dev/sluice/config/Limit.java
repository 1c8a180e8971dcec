package dev.sluice.config;

import java.util.Locale;

/**
 * The bounds a load keeps, each with its default for documents of strangers and for one's own.
 *
 * <p>Lengths are in Unicode code points. {@link Long#MAX_VALUE} means unbounded.
 */
public enum Limit {
  /** Nodes of a document. */
  NODES(1_000, Long.MAX_VALUE),
  /** Connections of a document. */
  CONNECTIONS(5_000, Long.MAX_VALUE),
  /** Length of a node id. */
  NODE_ID_LENGTH(256, 256),
  /** Length of a node type's name. */
  NODE_TYPE_LENGTH(128, 128),
  /** Length of a port's name in a connection. */
  PORT_LENGTH(128, 128),
  /** Length of the workflow's name. */
  NAME_LENGTH(255, 255),
  /** Length of the workflow's description. */
  DESCRIPTION_LENGTH(10_000, 10_000),
  /** Length of the workflow's version. */
  VERSION_LENGTH(50, 50),
  /** Length of a string within a node's config. */
  CONFIG_STRING_LENGTH(10_000, 1_000_000),
  /** Length of a key within a node's config. */
  CONFIG_KEY_LENGTH(256, 256),
  /** Levels within a config; the config itself is level 0 and a scalar is a level too. */
  CONFIG_DEPTH(10, 100),
  /** Bytes of the source as it lies on disk. */
  COMPRESSED_BYTES(64L << 20, Long.MAX_VALUE),
  /** Bytes of the document after decompression. */
  DECODED_BYTES(64L << 20, Long.MAX_VALUE),
  /** Decoded bytes per compressed byte, once more than 1 MiB is decoded. */
  EXPANSION_RATIO(200, 200),
  /** gzip members or zstd frames of a source. */
  FRAMES(1_000, 1_000),
  /** Bytes a zstd frame may ask to look back. */
  ZSTD_WINDOW_BYTES(8L << 20, 8L << 20),
  /** Objects and lists within one another, the document itself included. */
  NESTING(500, 500),
  /** JSON tokens of a document. */
  TOKENS(5_000_000, Long.MAX_VALUE),
  /** Characters of a number. */
  NUMBER_LENGTH(100, 100),
  /** Findings kept; the rest is only counted. */
  FINDINGS(1_000, 1_000),
  /** Milliseconds until a load ends with a time-out. */
  MILLISECONDS(30_000, Long.MAX_VALUE);

  private final long untrusted;
  private final long trusted;

  Limit(long untrusted, long trusted) {
    this.untrusted = untrusted;
    this.trusted = trusted;
  }

  long untrusted() {
    return untrusted;
  }

  long trusted() {
    return trusted;
  }

  /** The name in messages and limit files: the constant in lower case with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

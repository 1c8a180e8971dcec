package dev.sluice.config;

import java.util.Locale;

/**
 * The limits that a load enforces, each with its default for untrusted and for trusted documents.
 *
 * <p>Lengths are in Unicode code points. {@link Long#MAX_VALUE} means unlimited.
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
  /** Levels within a config; the config itself is level 0, and a scalar counts as a level. */
  CONFIG_DEPTH(10, 100),
  /** Bytes of the source before decompression. */
  COMPRESSED_BYTES(64L << 20, Long.MAX_VALUE),
  /** Bytes of the document after decompression. */
  DECODED_BYTES(64L << 20, Long.MAX_VALUE),
  /** Decoded bytes per compressed byte, once more than 1 MiB is decoded. */
  EXPANSION_RATIO(200, 200),
  /** gzip members or zstd frames of a source. */
  FRAMES(1_000, 1_000),
  /** Window size of a zstd frame in bytes. */
  ZSTD_WINDOW_BYTES(8L << 20, 8L << 20),
  /** Depth of nested objects and lists, including the document itself. */
  NESTING(500, 500),
  /** JSON tokens of a document. */
  TOKENS(5_000_000, Long.MAX_VALUE),
  /** Characters of a number. */
  NUMBER_LENGTH(100, 100),
  /** Findings kept; further ones are only counted. */
  FINDINGS(1_000, 1_000),
  /** Milliseconds until a load times out. */
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

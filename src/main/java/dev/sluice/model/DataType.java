package dev.sluice.model;

/** The kind of data a {@link Port} carries; the names are those of the original system. */
public enum DataType {
  STRING,
  NUMBER,
  INTEGER,
  FLOAT,
  BOOLEAN,
  LIST,
  DICT,
  /** Accepts and offers everything. */
  ANY,
  /** No data: the order of execution. */
  EXEC,
  ELEMENT,
  PAGE,
  BROWSER,
  DB_CONNECTION,
  WORKBOOK,
  WORKSHEET,
  DOCUMENT,
  WINDOW,
  DESKTOP_ELEMENT,
  OBJECT,
  BYTES
}

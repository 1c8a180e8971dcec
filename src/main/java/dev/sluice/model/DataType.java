package dev.sluice.model;

/** The kind of data a {@link Port} carries; the names are those of CasareRPA. */
public enum DataType {
  STRING,
  NUMBER,
  INTEGER,
  FLOAT,
  BOOLEAN,
  LIST,
  DICT,
  /** Compatible with every type. */
  ANY,
  /** Not data, but the order of execution. */
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

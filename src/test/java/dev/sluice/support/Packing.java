package dev.sluice.support;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The compressions of a document. */
public enum Packing {
  PLAIN {
    @Override
    public byte[] pack(byte[] document) {
      return document;
    }
  },
  GZIP {
    @Override
    public byte[] pack(byte[] document) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(document);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return packed.toByteArray();
    }
  },
  ZSTD {
    @Override
    public byte[] pack(byte[] document) {
      try (ZstdCompressCtx context = new ZstdCompressCtx()) {
        return context.setChecksum(true).compress(document);
      }
    }
  };

  public abstract byte[] pack(byte[] document);

  /** The document in a source compressed by one of these, or by any other tool. */
  public static byte[] unpack(byte[] source) throws IOException {
    InputStream packed = new ByteArrayInputStream(source);
    try (InputStream document =
        switch (source[0]) {
          case 0x1F -> new GZIPInputStream(packed);
          case 0x28 -> new ZstdInputStream(packed);
          default -> packed;
        }) {
      return document.readAllBytes();
    }
  }
}

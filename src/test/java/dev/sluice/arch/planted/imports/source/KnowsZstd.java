package dev.sluice.arch.planted.imports.source;

import com.github.luben.zstd.ZstdDecompressCtx;

/** Planted: source may not import ZstdDecompressCtx. */
public interface KnowsZstd {
  ZstdDecompressCtx planted();
}

package dev.sluice.arch.planted.visible.json;

/** Public because another package uses it. */
public interface Needed {}

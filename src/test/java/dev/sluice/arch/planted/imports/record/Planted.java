package dev.sluice.arch.planted.imports.record;

/** What model may not import. */
public interface Planted {}

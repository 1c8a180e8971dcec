package dev.sluice.arch.planted.visible.json;

/** Planted: public, yet nobody elsewhere uses it. */
public interface Needless {}

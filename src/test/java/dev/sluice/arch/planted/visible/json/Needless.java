package dev.sluice.arch.planted.visible.json;

/** Planted: public, yet not used elsewhere. */
public interface Needless {}

package dev.sluice.arch.planted.visible.model;

/** Public for users. */
public interface Api {}

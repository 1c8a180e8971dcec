package dev.sluice.arch.planted.signatures.record;

public interface Inner {}

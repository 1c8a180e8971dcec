package dev.sluice.arch.planted.imports.web;

import picocli.CommandLine;

/** Planted: web may not import CommandLine. */
public interface KnowsPicocli {
  CommandLine planted();
}

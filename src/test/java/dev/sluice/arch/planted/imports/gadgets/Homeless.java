package dev.sluice.arch.planted.imports.gadgets;

/** Planted: the table has no row for this package. */
interface Homeless {}

package dev.sluice.arch.planted.marked;

/** Lies in a package that is marked. */
interface Marked {}

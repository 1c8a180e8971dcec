package dev.sluice.arch.planted.names;

/** Planted, like its neighbours: names that say nothing, in a package without a null mark. */
interface PathUtil {}

interface PathUtils {}

interface PathHelper {}

interface PathManager {}

interface PathImpl {}

interface PathCommon {}

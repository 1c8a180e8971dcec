package dev.sluice.search;

import java.util.List;

/**
 * A value that fulfils a query, before its place is known.
 *
 * @param target what it is part of
 * @param path the names and indices that lead to it: from the config of a node, otherwise from the
 *     workflow; empty for the target itself
 * @param kind what it is
 * @param field the field of the query, with the path
 * @param excerpt the value in one line, with secrets masked
 */
record Match(Target target, List<Object> path, SearchHit.Kind kind, String field, String excerpt) {}

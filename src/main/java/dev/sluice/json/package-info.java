/**
 * The grammar of JSON: turns chunks of bytes into tokens with their places. The only package that
 * uses jackson-core's parsers.
 */
@NullMarked
package dev.sluice.json;

import org.jspecify.annotations.NullMarked;

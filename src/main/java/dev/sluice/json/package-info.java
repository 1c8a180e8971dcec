/**
 * JSON grammar: chunks of bytes to tokens, with the place of everything; the one package that sees
 * jackson-core's parsers.
 */
@NullMarked
package dev.sluice.json;

import org.jspecify.annotations.NullMarked;

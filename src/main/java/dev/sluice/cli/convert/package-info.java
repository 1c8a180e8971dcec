/** Conversions of many documents. */
@NullMarked
package dev.sluice.cli.convert;

import org.jspecify.annotations.NullMarked;

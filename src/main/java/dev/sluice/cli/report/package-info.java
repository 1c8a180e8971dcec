/** The formats of a report. */
@NullMarked
package dev.sluice.cli.report;

import org.jspecify.annotations.NullMarked;

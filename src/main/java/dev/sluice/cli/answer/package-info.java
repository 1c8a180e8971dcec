/** Inputs, answers, findings and exit codes of commands. */
@NullMarked
package dev.sluice.cli.answer;

import org.jspecify.annotations.NullMarked;

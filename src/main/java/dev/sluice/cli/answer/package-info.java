/** What a command reads and says: inputs, results, findings and exit codes. */
@NullMarked
package dev.sluice.cli.answer;

import org.jspecify.annotations.NullMarked;

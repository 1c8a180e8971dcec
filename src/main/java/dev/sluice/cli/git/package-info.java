/** Workflows in git: settings that show changes of workflows by what they do. */
@NullMarked
package dev.sluice.cli.git;

import org.jspecify.annotations.NullMarked;

/** Workflows in git: changed files, and settings with which git shows workflows as facts. */
@NullMarked
package dev.sluice.cli.git;

import org.jspecify.annotations.NullMarked;

/** Decides whether a run passes: severities, baselines and the verdict. */
@NullMarked
package dev.sluice.cli.gate;

import org.jspecify.annotations.NullMarked;

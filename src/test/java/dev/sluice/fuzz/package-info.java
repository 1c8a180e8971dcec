/**
 * Targets of a fuzzer, with the inputs that are replayed by every build.
 *
 * <p>{@code mvn -q -Pfuzz -DskipTests test-compile exec:exec -Dfuzz=GZIP -Dfuzz.seconds=1800} runs
 * Jazzer on one of {@link dev.sluice.fuzz.FuzzTargets}.
 */
package dev.sluice.fuzz;

package dev.sluice.cache;

import reactor.core.scheduler.Scheduler;

/**
 * The key of a running load, by which other subscribers join it.
 *
 * @param scheduler the scheduler that runs it; a load does not join that of another loader, which
 *     may be closed
 * @param subject the document
 */
record Flight<T>(Scheduler scheduler, T subject) {}

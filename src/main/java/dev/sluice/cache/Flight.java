package dev.sluice.cache;

import reactor.core.scheduler.Scheduler;

/**
 * What a load is joined by.
 *
 * @param scheduler where it runs: loads of one loader are not left to another's, which may be
 *     closed
 * @param subject what is loaded
 */
record Flight<T>(Scheduler scheduler, T subject) {}

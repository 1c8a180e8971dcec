package dev.sluice.watch;

import dev.sluice.ReadResult;
import dev.sluice.scan.ScanOptions;
import dev.sluice.source.ByteSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The settings of a watch.
 *
 * @param read reads a document
 * @param options selects the files
 * @param quiet how long a path must be quiet
 * @param interval the time between two walks of a tree that is polled
 * @param keptBytes the heap for old versions of documents
 * @param blocking reads files
 * @param sources opens the source of changes of a directory
 * @param clock compared with the modification times of files
 * @param nanos a clock for durations
 */
record WatchSettings(
    Function<ByteSource, Mono<ReadResult>> read,
    ScanOptions options,
    Duration quiet,
    Duration interval,
    long keptBytes,
    Scheduler blocking,
    Function<Path, ChangeSources> sources,
    InstantSource clock,
    LongSupplier nanos) {}

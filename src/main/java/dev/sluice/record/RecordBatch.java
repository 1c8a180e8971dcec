package dev.sluice.record;

import java.util.List;

/**
 * Records that became complete together, in document order; valid until the reader's next step.
 *
 * @param records at least one, except where a stepwise reader has come to the end of a chunk
 * @param locator the places of these records and their parts; for earlier records, only of their
 *     first bytes
 */
public record RecordBatch(List<WorkflowRecord> records, Locator locator) {}

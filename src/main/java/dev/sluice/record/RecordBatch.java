package dev.sluice.record;

import java.util.List;

/**
 * Records that became complete together, in document order; valid until the reader's next step.
 *
 * @param records at least one
 * @param locator places of these records and their parts; for the records before, of their first
 *     bytes only
 */
public record RecordBatch(List<WorkflowRecord> records, Locator locator) {}

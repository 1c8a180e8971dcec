package dev.sluice;

/**
 * How many loads of a loader are at work and waiting at a moment; the two numbers may be slightly
 * inconsistent.
 *
 * @param atWork loads that hold a permit, including those that emit events
 * @param waiting loads that wait for a permit, or for room for the bytes of an arriving document;
 *     not those that wait for their source
 */
public record AdmissionStatistics(int atWork, int waiting) {}

package dev.sluice;

/**
 * How many loads of a loader are at work, and how many are waiting; the two numbers may be slightly
 * inconsistent with each other.
 *
 * @param atWork loads that hold a permit, including those that emit events
 * @param waiting loads that wait for a permit, or for room for the bytes of an arriving document;
 *     not those that wait for their source
 */
public record AdmissionStatistics(int atWork, int waiting) {}

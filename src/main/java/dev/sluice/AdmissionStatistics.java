package dev.sluice;

/**
 * The numbers of loads of a loader that are at work and waiting; they may be slightly inconsistent
 * with each other.
 *
 * @param atWork loads that hold a permit, including those that emit events
 * @param waiting loads that wait for a permit, or for room for the bytes of an arriving document;
 *     not those that wait for their source
 */
public record AdmissionStatistics(int atWork, int waiting) {}

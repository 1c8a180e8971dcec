package dev.sluice.model;

/**
 * Where a node stands on the canvas.
 *
 * @param x pixels to the right
 * @param y pixels down
 */
public record Position(double x, double y) {}

package dev.sluice.model;

/**
 * The position of a node in the editor.
 *
 * @param x pixels to the right
 * @param y pixels down
 */
public record Position(double x, double y) {}

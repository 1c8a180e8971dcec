/** The types of one load, each resolved once, and the ports of their nodes. */
@NullMarked
package dev.sluice.types;

import org.jspecify.annotations.NullMarked;

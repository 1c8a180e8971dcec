/** The entry point of the library: loads workflow documents as definitions and live nodes. */
@NullMarked
package dev.sluice;

import org.jspecify.annotations.NullMarked;

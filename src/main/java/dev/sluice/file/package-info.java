/**
 * The one way to replace a file and the one way to read a small one: both expect any kind of file
 * at the path, and any interruption.
 */
@NullMarked
package dev.sluice.file;

import org.jspecify.annotations.NullMarked;

/**
 * The only code that replaces files and the only code that reads small ones; both handle every kind
 * of file at the path, and interruptions at any time.
 */
@NullMarked
package dev.sluice.file;

import org.jspecify.annotations.NullMarked;

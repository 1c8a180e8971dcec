/**
 * The bytes of documents: files, arrays and publishers as cold sources that can be read repeatedly.
 */
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;

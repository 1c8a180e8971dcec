/** Ignore files as git reads them. */
@NullMarked
package dev.sluice.scan.ignore;

import org.jspecify.annotations.NullMarked;

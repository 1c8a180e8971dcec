/** Text about documents: quoting, JSON pointers and similar names. */
@NullMarked
package dev.sluice.text;

import org.jspecify.annotations.NullMarked;

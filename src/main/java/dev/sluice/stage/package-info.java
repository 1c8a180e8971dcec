/** The one contract of a processing step: feed, finish, close. */
@NullMarked
package dev.sluice.stage;

import org.jspecify.annotations.NullMarked;

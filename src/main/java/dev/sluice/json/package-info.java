/** JSON grammar events with their places, whatever the chunks. */
@NullMarked
package dev.sluice.json;

import org.jspecify.annotations.NullMarked;

/** Results as JSON, and the explanations of findings: the same for the program and the server. */
@NullMarked
package dev.sluice.output;

import org.jspecify.annotations.NullMarked;

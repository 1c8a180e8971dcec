/** What tests of a host need: documents in code, fixtures, and checks of reports and events. */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;

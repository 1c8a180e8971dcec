/**
 * Support for the tests of hosts: documents built in code, fixtures, and checks of reports and
 * events.
 */
@NullMarked
package dev.sluice.testkit;

import org.jspecify.annotations.NullMarked;

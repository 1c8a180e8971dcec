/**
 * The workflow browser: HTTP routes over a directory of workflows, for Reactor Netty.
 *
 * <p>{@link dev.sluice.web.WorkflowBrowser} adds the routes to a host's server; {@link
 * dev.sluice.web.BrowserServer} is a separate server. Both need {@code reactor-netty-http}, which
 * is an optional dependency.
 */
@NullMarked
package dev.sluice.web;

import org.jspecify.annotations.NullMarked;

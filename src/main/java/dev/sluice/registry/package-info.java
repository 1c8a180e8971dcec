/**
 * Node types by name: the built-in catalog, the migrations, and the providers of a host.
 *
 * <p>{@link dev.sluice.registry.NodeRegistries} creates registries; {@link
 * dev.sluice.registry.NodeRegistry} looks up types.
 */
@NullMarked
package dev.sluice.registry;

import org.jspecify.annotations.NullMarked;

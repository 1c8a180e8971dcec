/**
 * Node types by name: the built-in catalog, the migrations and the providers a host brings.
 *
 * <p>{@link dev.sluice.registry.NodeRegistries} makes registries; {@link
 * dev.sluice.registry.NodeRegistry} answers for them.
 */
@NullMarked
package dev.sluice.registry;

import org.jspecify.annotations.NullMarked;

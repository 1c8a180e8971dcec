package dev.sluice.registry;

import dev.sluice.error.NodeCreationException;
import dev.sluice.model.NodeType;
import dev.sluice.registry.catalog.Failures;
import dev.sluice.registry.catalog.TypeSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor that a provider loads on first use.
 *
 * <p>The thread that asks first calls the provider, outside of every lock; others that ask
 * meanwhile wait for its outcome and share it, failure included, so that a slow failure is not paid
 * once per thread. An interrupt is meant for one asker alone: the others begin anew.
 */
final class ProvidedType implements TypeSource {

  private final String name;
  private final NodeProvider provider;
  private final String label;
  private final AtomicReference<@Nullable Attempt> running = new AtomicReference<>();
  private volatile @Nullable NodeType loaded;

  ProvidedType(String name, NodeProvider provider, String label) {
    this.name = name;
    this.provider = provider;
    this.label = label;
  }

  @Override
  public NodeType type(String asked) {
    NodeType type = loaded;
    while (type == null) {
      Attempt mine = new Attempt(Thread.currentThread(), new CompletableFuture<>());
      Attempt other = running.compareAndExchange(null, mine);
      type = other == null ? run(mine) : await(other);
    }
    return type;
  }

  private NodeType run(Attempt mine) {
    try {
      // An attempt may have ended between this thread's look and its turn.
      NodeType type = loaded;
      if (type == null) {
        type = load();
        loaded = type;
      }
      mine.outcome.complete(type);
      return type;
    } catch (Throwable e) {
      if (Thread.currentThread().isInterrupted()) {
        mine.outcome.cancel(false);
      } else {
        mine.outcome.completeExceptionally(e);
      }
      throw e;
    } finally {
      running.set(null);
    }
  }

  private NodeType load() {
    @Nullable NodeType type;
    try {
      type = provider.load(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted while loading", e);
    } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
      throw failed("failed to load", e);
    }
    if (type == null) {
      throw failed("gave nothing for", null);
    }
    if (!type.name().equals(name) || type.isPlaceholder()) {
      throw failed("gave another type for", null);
    }
    return type;
  }

  /** The outcome of another thread's attempt; null if that was interrupted. */
  private @Nullable NodeType await(Attempt other) {
    if (other.thread == Thread.currentThread()) {
      throw failed("looked up, while loading it,", null);
    }
    try {
      return other.outcome.get();
    } catch (CancellationException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was still loading, when the wait was interrupted,", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NodeCreationException failure) {
        throw failure;
      }
      throw failed("failed to load", e.getCause());
    }
  }

  private NodeCreationException failed(String what, @Nullable Throwable cause) {
    return Failures.ofHost("The provider " + label + " " + what + " the node type " + name, cause);
  }

  @Override
  public Optional<NodeType> loaded(String asked) {
    return Optional.ofNullable(loaded);
  }

  @Override
  public Optional<String> category(String asked) {
    return loaded(asked).map(NodeType::category);
  }

  /** A call of the provider under way; the thread is known so that a call into itself is told. */
  private record Attempt(Thread thread, CompletableFuture<NodeType> outcome) {}
}

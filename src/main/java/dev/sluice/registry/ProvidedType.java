package dev.sluice.registry;

import dev.sluice.error.NodeCreationException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.model.NodeType;
import dev.sluice.registry.catalog.TypeSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A type that a provider loads on first use.
 *
 * <p>The first thread calls the provider without holding a lock. Others wait for its result and
 * share it, even if it is a failure, so that not every thread waits for a slow failure again. An
 * interrupt concerns only the interrupted thread: the others start a new call.
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
      // A call may have ended between this thread's check and its turn.
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
      throw failed("returned null for", null);
    }
    if (!type.name().equals(name) || type.isPlaceholder()) {
      throw failed("returned another type for", null);
    }
    return type;
  }

  /** The result of another thread's call; null if that call was interrupted. */
  private @Nullable NodeType await(Attempt other) {
    if (other.thread == Thread.currentThread()) {
      throw failed("recursively looked up", null);
    }
    try {
      return other.outcome.get();
    } catch (CancellationException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("had not finished loading", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NodeCreationException failure) {
        throw failure;
      }
      throw failed("failed to load", e.getCause());
    }
  }

  private NodeCreationException failed(String what, @Nullable Throwable cause) {
    return failure("The provider " + label + " " + what + " the node type " + name, cause);
  }

  /**
   * A failure of host code; the message has only the class of the cause, whose text may be unsafe.
   */
  static NodeCreationException failure(String what, @Nullable Throwable cause) {
    String message = cause == null ? what : what + ": " + cause.getClass().getName();
    return new NodeCreationException(Finding.of(FindingCode.NODE_CREATION_FAILED, message), cause);
  }

  @Override
  public Optional<NodeType> loaded(String asked) {
    return Optional.ofNullable(loaded);
  }

  @Override
  public Optional<String> category(String asked) {
    return loaded(asked).map(NodeType::category);
  }

  /** A running call of the provider; the thread is recorded to detect recursive calls. */
  private record Attempt(Thread thread, CompletableFuture<NodeType> outcome) {}
}

package dev.sluice.registry.catalog;

import dev.sluice.error.LoaderFailedException;
import dev.sluice.error.NodeCreationException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import org.jspecify.annotations.Nullable;

/**
 * Creates the two kinds of failures of a registry: of host code, and of the library's resources.
 */
public final class RegistryFailures {

  private RegistryFailures() {}

  /**
   * A failure of host code; the message has only the class of the cause, whose text may be unsafe.
   */
  public static NodeCreationException ofHost(String what, @Nullable Throwable cause) {
    String message = cause == null ? what : what + ": " + cause.getClass().getName();
    return new NodeCreationException(Finding.of(FindingCode.NODE_CREATION_FAILED, message), cause);
  }

  /** A resource of the library is missing or damaged. */
  static LoaderFailedException ofCatalog(String resource, @Nullable Throwable cause) {
    return new LoaderFailedException(
        Finding.of(FindingCode.INTERNAL, "Cannot read the built-in catalog's resource " + resource),
        cause);
  }
}

package dev.sluice.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 in the making; for one thread at a time. */
final class Sha256 {

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static Digest of(ByteBuffer bytes) {
    Sha256 sha = new Sha256();
    sha.update(bytes);
    return sha.digest();
  }

  /** Adds what remains in the buffer, which stays as it is. */
  void update(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  Digest digest() {
    return Digest.of(digest.digest());
  }
}

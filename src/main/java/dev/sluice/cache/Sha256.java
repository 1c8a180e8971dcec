package dev.sluice.cache;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes a SHA-256; for one thread at a time. */
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

  /** Adds the remaining bytes of the buffer, whose position does not change. */
  void update(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  Digest digest() {
    return Digest.of(digest.digest());
  }
}

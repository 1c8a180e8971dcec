package dev.sluice.support;

import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A channel of known size that can be read from its beginning to its end, and nothing else. */
abstract class ReadOnlyChannel extends FileChannel {

  @Override
  public final long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final int read(ByteBuffer target, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final int write(ByteBuffer source, long position) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public final FileChannel position(long newPosition) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final FileChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final void force(boolean metaData) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final long transferTo(long position, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final MappedByteBuffer map(MapMode mode, long position, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}

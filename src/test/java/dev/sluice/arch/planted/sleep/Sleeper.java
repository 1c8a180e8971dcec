package dev.sluice.arch.planted.sleep;

import java.util.concurrent.TimeUnit;

/** Planted: sleeps. */
final class Sleeper {

  private Sleeper() {}

  static void onThread() throws InterruptedException {
    Thread.sleep(1);
  }

  static void onTimeUnit() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(1);
  }
}

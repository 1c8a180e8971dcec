package dev.sluice.cli;

import dev.sluice.scan.ScanOptions;

/** The words for the orders of a scan. */
enum ScanSort {
  PATH(ScanOptions.Order.PATH),
  MODIFIED(ScanOptions.Order.NEWEST_FIRST);

  private final ScanOptions.Order order;

  ScanSort(ScanOptions.Order order) {
    this.order = order;
  }

  ScanOptions.Order order() {
    return order;
  }
}

/** A host that measures: who names Micrometer requires it. */
module sluice.metered {
  requires dev.sluice;
  requires micrometer.core;
  requires micrometer.observation;
}

/** A host that has none of the library's optional dependencies. */
module sluice.host {
  requires dev.sluice;

  provides dev.sluice.registry.NodeProvider with
      host.SmsProvider;
}

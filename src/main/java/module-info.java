/** A reactive loader for workflow documents. */
module dev.sluice {
  requires transitive reactor.core;
  requires transitive org.reactivestreams;
  requires com.fasterxml.jackson.core;
  requires com.github.luben.zstd_jni;
  requires com.github.benmanes.caffeine;
  requires org.slf4j;
  requires static org.jspecify;
  requires static info.picocli;

  uses dev.sluice.registry.NodeProvider;
}

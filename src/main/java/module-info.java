import dev.sluice.registry.NodeProvider;

/** A reactive loader for workflow documents. */
module dev.sluice {
  requires transitive reactor.core;
  requires transitive org.reactivestreams;
  requires com.fasterxml.jackson.core;
  requires com.github.luben.zstd_jni;
  requires com.github.benmanes.caffeine;
  requires io.github.javadiffutils;
  requires static java.xml;
  requires org.slf4j;
  requires static com.fasterxml.jackson.annotation;
  requires static org.jspecify;
  requires static info.picocli;
  requires static micrometer.commons;
  requires static micrometer.core;
  requires static micrometer.observation;
  requires static io.netty.buffer;
  requires static io.netty.codec;
  requires static io.netty.codec.http;
  requires static io.netty.common;
  requires static io.netty.handler;
  requires static io.netty.transport;
  requires static reactor.netty.core;
  requires static reactor.netty.http;
  requires static reactor.test;

  exports dev.sluice;
  exports dev.sluice.config;
  exports dev.sluice.diff;
  exports dev.sluice.edit;
  exports dev.sluice.error;
  exports dev.sluice.graph;
  exports dev.sluice.metrics;
  exports dev.sluice.migrate;
  exports dev.sluice.model;
  exports dev.sluice.pool;
  exports dev.sluice.registry;
  exports dev.sluice.render;
  exports dev.sluice.scan;
  exports dev.sluice.search;
  exports dev.sluice.source;
  exports dev.sluice.stats;
  exports dev.sluice.testkit;
  exports dev.sluice.watch;
  exports dev.sluice.web;
  exports dev.sluice.write;

  uses NodeProvider;
}

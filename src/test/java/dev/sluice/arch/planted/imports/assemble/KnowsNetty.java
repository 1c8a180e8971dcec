package dev.sluice.arch.planted.imports.assemble;

import reactor.netty.http.server.HttpServer;

/** Planted: assemble may not import HttpServer. */
public interface KnowsNetty {
  HttpServer planted();
}

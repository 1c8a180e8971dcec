package dev.sluice.web;

import dev.sluice.model.LoadEvent;
import reactor.core.publisher.Flux;

/** The bodies that the workflow browser sends while they are made. */
public final class StreamedBodies {

  private StreamedBodies() {}

  /** The lines about the events of a load, from one that opens the document to one that ends it. */
  public static Flux<byte[]> ofEvents(Flux<LoadEvent> events) {
    return Response.lines(EventLines.of(events), "").chunks();
  }
}

package dev.sluice.arch.planted.signatures.model;

import com.fasterxml.jackson.core.JsonLocation;
import dev.sluice.arch.planted.signatures.record.Inner;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import reactor.core.publisher.Mono;

public abstract class Shows<T extends MeterRegistry> implements Callable<Inner> {

  protected Logger field;

  protected Shows(JsonLocation parameter) {}

  public abstract Mono<List<Inner>> hidden();

  public abstract void fails() throws com.fasterxml.jackson.core.JacksonException;

  public abstract CompletableFuture<String> completable();

  abstract void unseen(JsonLocation notShown);

  public abstract Mono<List<String>> proper();
}

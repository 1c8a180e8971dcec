package dev.sluice;

import static dev.sluice.support.Workflows.bytes;
import static dev.sluice.support.Workflows.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.config.Limit;
import dev.sluice.config.Limits;
import dev.sluice.error.CorruptCompressionException;
import dev.sluice.error.LimitExceededException;
import dev.sluice.error.MalformedJsonException;
import dev.sluice.error.WorkflowException;
import dev.sluice.model.Finding;
import dev.sluice.model.FindingCode;
import dev.sluice.source.ByteSource;
import dev.sluice.support.Chunked;
import dev.sluice.support.Documents.Said;
import dev.sluice.support.Packing;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Damage to a compressed source is what is reported, however far the JSON reader has come. */
class DamagedSourceTest {

  private static final String MALFORMED =
      json("{'nodes':{'a':{'node_id':'a','node_type':'Odd'}},?");

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void tryLoad_badJsonBeforeAWrongChecksum_reportsTheDamageForAnyChunks(Packing packing) {
    byte[] source = packing.pack(bytes(MALFORMED));
    int checksum = source.length - (packing == Packing.GZIP ? 8 : 4);
    source[checksum] ^= 1;
    try (WorkflowLoader loader = here(WorkflowLoader.builder())) {
      Said whole = Said.by(loader, ByteSource.of("", source));

      assertThat(codes(whole))
          .containsExactly(FindingCode.CORRUPT_COMPRESSION, FindingCode.UNKNOWN_NODE_TYPE);
      for (int cut = 0; cut <= source.length; cut++) {
        assertThat(Said.by(loader, Chunked.at(cut, source))).as("cut at %d", cut).isEqualTo(whole);
        assertThat(failure(loader, Chunked.at(cut, source)))
            .as("skeleton of what is cut at %d", cut)
            .isInstanceOf(CorruptCompressionException.class);
      }
      assertThat(Said.by(loader, Chunked.byteByByte(source))).isEqualTo(whole);
    }
  }

  /** More than what is gathered, by a file's or a cache's way too. */
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void tryLoad_badJsonInALargeDamagedSource_reportsTheDamage(Packing packing) {
    byte[] document = new byte[3 << 20];
    new Random(1).nextBytes(document);
    System.arraycopy(bytes(MALFORMED), 0, document, 0, MALFORMED.length());
    byte[] source = packing.pack(document);
    source[source.length - (packing == Packing.GZIP ? 8 : 4)] ^= 1;
    try (WorkflowLoader plain = here(WorkflowLoader.builder());
        WorkflowLoader cached = here(WorkflowLoader.builder().cache(WorkflowCache.create()))) {
      for (WorkflowLoader loader : List.of(plain, cached)) {
        for (ByteSource way :
            List.of(ByteSource.of("", source), Chunked.every(65_536, 1_000, source))) {
          assertThat(codes(Said.by(loader, way)))
              .containsExactly(FindingCode.CORRUPT_COMPRESSION, FindingCode.UNKNOWN_NODE_TYPE);
        }
      }
    }
  }

  @Test
  void tryLoad_badJsonInASoundCompressedSource_reportsTheJson() {
    byte[] source = Packing.GZIP.pack(bytes(MALFORMED));
    try (WorkflowLoader loader = here(WorkflowLoader.builder())) {
      assertThat(codes(Said.by(loader, Chunked.byteByByte(source))))
          .containsExactly(FindingCode.UNKNOWN_NODE_TYPE, FindingCode.MALFORMED_JSON);
    }
  }

  /** A plain source has no checksum: the rest of an upload is not waited for. */
  @Test
  void tryLoad_badJsonInAPlainSource_endsBeforeTheRestArrives() {
    Flux<ByteBuffer> unending =
        Flux.concat(Flux.just(ByteBuffer.wrap(bytes(MALFORMED))), Flux.never());
    try (WorkflowLoader loader = here(WorkflowLoader.builder())) {
      assertThat(codes(Said.by(loader, ByteSource.streamed("", unending))))
          .contains(FindingCode.MALFORMED_JSON);
    }
  }

  @Test
  void tryLoad_badJsonWithinALimitThatTheRestExceeds_reportsTheJsonForAnyChunks() {
    byte[] document = bytes(MALFORMED + " ".repeat(200));
    Limits limits = Limits.untrusted().with(Limit.DECODED_BYTES, 100);
    try (WorkflowLoader loader = here(WorkflowLoader.builder().limits(limits))) {
      for (Packing packing : Packing.values()) {
        byte[] source = packing.pack(document);
        Said whole = Said.by(loader, ByteSource.of("", source));

        assertThat(codes(whole)).as("%s", packing).contains(FindingCode.MALFORMED_JSON);
        assertThat(Said.by(loader, Chunked.byteByByte(source))).isEqualTo(whole);
        assertThat(failure(loader, ByteSource.of("", source)))
            .isInstanceOf(MalformedJsonException.class);
      }
      byte[] sound = bytes(json("{'nodes':{}}") + " ".repeat(200));
      assertThat(failure(loader, ByteSource.of("", sound)))
          .isInstanceOf(LimitExceededException.class);
    }
  }

  private static WorkflowLoader here(WorkflowLoaderBuilder builder) {
    return builder.scheduler(Schedulers.immediate()).build();
  }

  private static List<FindingCode> codes(Said said) {
    return said.report().findings().stream().map(Finding::code).toList();
  }

  private static Throwable failure(WorkflowLoader loader, ByteSource source) {
    try {
      return new AssertionError("a skeleton " + loader.skeleton(source).block());
    } catch (WorkflowException e) {
      return e;
    }
  }
}

package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.WorkflowLoader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.netty.DisposableServer;

/** Where a server can be reached. */
class BrowserServerTest {

  @TempDir private Path directory;
  private final WorkflowLoader loader = WorkflowLoader.create();

  @AfterEach
  void close() {
    loader.close();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void bind_addressNotGiven_isReachedAtLoopbackAddressOnly() throws IOException {
    DisposableServer server = BrowserServer.of(browser().build()).bind().block();
    try {
      assertThat(((InetSocketAddress) server.address()).getAddress().getHostAddress())
          .isEqualTo("127.0.0.1");
      connect("127.0.0.1", server.port());
      // on Linux, all of 127.0.0.0/8 leads to this machine
      assertThatThrownBy(() -> connect("127.0.0.2", server.port()))
          .isInstanceOf(ConnectException.class);
    } finally {
      server.disposeNow();
    }
  }

  /** The control: a server at all addresses is reached at the other one too. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void bind_allAddresses_isReachedAtAnotherOneToo() throws IOException {
    DisposableServer server =
        BrowserServer.of(browser().token("secret").build()).address("0.0.0.0").bind().block();
    try {
      connect("127.0.0.2", server.port());
    } finally {
      server.disposeNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "127.0.0.2", "localhost", "192.0.2.1", ""})
  void address_otherWithoutToken_isRefused(String address) {
    BrowserServer server = BrowserServer.of(browser().build());

    assertThatThrownBy(() -> server.address(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a browser at an address other than 127.0.0.1 requires a token");
  }

  private WorkflowBrowser.Builder browser() {
    return WorkflowBrowser.builder(loader, directory);
  }

  private static void connect(String address, int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName(address), port)) {
      assertThat(socket.isConnected()).isTrue();
    }
  }
}

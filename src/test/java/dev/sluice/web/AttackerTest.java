package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.WorkflowLoader;
import dev.sluice.support.Workflows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A page of another port of this machine, which a browser takes for the same site. */
class AttackerTest extends PageSession {

  private static final String TOKEN = "secret-token";

  AttackerTest() {
    super(message -> true); // a browser reports each refused request
  }

  @Test
  void page_ofAnotherPort_readsAndSendsNothing() throws Exception {
    write("flow.json", Workflows.chain(1));
    DisposableServer evil =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                (request, response) ->
                    response
                        .header("content-type", "text/html")
                        .sendString(Mono.just("<!doctype html><title>evil</title>")))
            .bindNow();
    String own = address;
    try {
      browser.open("http://127.0.0.1:" + evil.port() + "/");
      Map<?, ?> got =
          (Map<?, ?>)
              browser.await(
                  """
                  const own = arguments[0];
                  const outcome = (promise) => promise.then((value) => String(value), () => 'blocked');
                  const element = (name, attributes) => new Promise((resolve) => {
                    const made = Object.assign(document.createElement(name), attributes);
                    made.onload = () => resolve('loaded');
                    made.onerror = () => resolve('blocked');
                    document.body.append(made);
                  });
                  const frame = document.createElement('iframe');
                  const framed = new Promise((resolve) => (frame.onload = resolve));
                  frame.src = own;
                  document.body.append(frame);
                  await framed;
                  const events = new Promise((resolve) => {
                    const source = new EventSource(own + 'api/events');
                    source.onopen = () => resolve('open');
                    source.onerror = () => resolve('blocked');
                  });
                  const post = (mode) => outcome(fetch(own + 'api/validate', { method: 'POST', mode, body: '{}',
                    headers: { 'content-type': mode === 'cors' ? 'application/json' : 'text/plain' } }).then((r) => r.type + r.status));
                  return {
                    cors: await outcome(fetch(own + 'api/workflows').then((r) => r.text())),
                    opaque: await outcome(fetch(own + 'api/workflows', { mode: 'no-cors' }).then((r) => r.text())),
                    post: await post('cors'),
                    script: await element('script', { src: own + 'theme.js' }),
                    image: await element('img', { src: own + 'icon.svg' }),
                    events: await events,
                    frame: (() => { try { return frame.contentDocument?.body?.innerHTML ?? 'blocked'; } catch { return 'blocked'; } })(),
                  };
                  """,
                  own);

      assertThat(got.get("opaque")).isIn("", "blocked");
      for (String way : List.of("cors", "post", "script", "image", "events", "frame")) {
        assertThat(got.get(way)).as(way).isEqualTo("blocked");
      }
    } finally {
      browser.requests(); // those of the page above went to both servers
      evil.disposeNow();
    }
  }

  @Test
  void page_withToken_keepsItOutOfAddressesAndCookies() throws Exception {
    write("flow.json", Workflows.chain(1));
    try (WorkflowLoader own = WorkflowLoader.create()) {
      DisposableServer guarded =
          BrowserServer.of(WorkflowBrowser.builder(own, tree).token(TOKEN).build()).bind().block();
      String before = address;
      address = "http://127.0.0.1:" + guarded.port() + "/";
      try {
        String id = Library.idOf("flow.json");
        visit("#t=" + TOKEN + "&/w/" + id + "/source?L=1");

        browser.waitFor("the text", () -> browser.text(".source").contains("node_type"));
        assertThat(browser.address()).contains("#/w/" + id + "/source").doesNotContain(TOKEN);
        assertThat(browser.run("return document.cookie")).isEqualTo("");
        assertThat(browser.requests())
            .isNotEmpty()
            .filteredOn(url -> url.contains(TOKEN) && !url.contains("#"))
            .isEmpty();
      } finally {
        address = before;
        browser.open("about:blank");
        browser.requests();
        guarded.disposeNow();
      }
    }
  }
}

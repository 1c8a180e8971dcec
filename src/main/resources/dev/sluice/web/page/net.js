// Requests to the server: the token, problems, and streams of lines.

const SLICE = 8; // milliseconds of parsing after which the page gets a turn
const WAIT = 300; // milliseconds in which another tab answers
const bus = 'BroadcastChannel' in globalThis ? new BroadcastChannel('sluice.token') : null;
let { early } = globalThis; // what the first script of the page has found and requested
let { token } = early;
delete globalThis.early;

bus?.addEventListener('message', ({ data }) => {
  if (data.ask && token) bus.postMessage({ token });
});

let asking = null;

/** Asks the other tabs for the token, once; resolves when one has answered or none has in time. */
function askTabs() {
  asking ??= new Promise((resolve) => {
    const timer = setTimeout(resolve, WAIT);
    bus.addEventListener('message', ({ data }) => {
      if (!data.token || token) return;
      token = data.token;
      clearTimeout(timer);
      resolve();
    });
    bus.postMessage({ ask: true });
  });
  return asking;
}

/** A problem that the server sent instead of data (RFC 9457). */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? `The server responded with status ${status}`);
    this.status = status;
    this.body = body;
  }
}

function send(path, options) {
  const headers = { ...options.headers };
  if (token) headers.Authorization = `Bearer ${token}`;
  return fetch(path, { ...options, headers, cache: 'no-cache', redirect: 'error' });
}

/** The response to the request for the list that was sent before the modules were loaded, once. */
function sentEarly(path, signal) {
  if (path !== 'api/workflows' || !early) return null;
  const first = early;
  early = null;
  first.list.then(() => first.stop(), () => {});
  signal?.addEventListener('abort', () => first.abort.abort());
  return first.list;
}

async function request(path, options = {}) {
  let response = await (sentEarly(path, options.signal) ?? send(path, options));
  if (response.status === 401 && !token && bus) {
    await askTabs();
    if (token) response = await send(path, options);
  }
  if (response.ok) return response;
  let body = {};
  try {
    body = await response.json();
  } catch {
    // the status says enough
  }
  throw new Problem(response.status, body);
}

export async function getJson(path, signal) {
  return (await request(path, { signal })).json();
}

export async function getText(path, signal) {
  return (await request(path, { signal })).text();
}

/** Sends a file as it is; the response, or a problem with the findings. */
export async function post(path, file, type) {
  return (await request(path, { method: 'POST', body: file, headers: { 'Content-Type': type } })).json();
}

/** The text of a response in pieces, as they arrive. */
export async function* pieces(path, signal, headers = {}) {
  const response = await request(path, { signal, headers });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** The objects of a stream of lines, in batches as they arrive. */
export async function* lines(path, signal) {
  let rest = '';
  for await (const piece of pieces(path, signal)) {
    const parts = (rest + piece).split('\n');
    rest = parts.pop();
    let batch = [];
    let start = performance.now();
    for (const part of parts) {
      if (part) batch.push(JSON.parse(part));
      if (performance.now() - start > SLICE) {
        yield batch;
        batch = [];
        await turn();
        start = performance.now();
      }
    }
    if (batch.length) yield batch;
  }
  if (rest) yield [JSON.parse(rest)];
}

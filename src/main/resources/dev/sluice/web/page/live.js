// Changes of files while they happen. One tab of a browser reads the stream and passes it on to the others.
import { pieces, Problem } from './net.js';

const SILENT = 40_000;
const FIRST_WAIT = 1_000;
const MOST_WAIT = 30_000;
const BETWEEN = 250; // milliseconds between two updates of the page
const NAME = `sluice.live ${new URL('.', location.href).pathname}`;

export class Live {
  #channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;
  #last = '';
  #epoch = '';
  #state = '';
  #leads = false;
  #waiting = new Map();
  #isReset = false;
  #timer = 0;
  #flushed = 0;

  /** onChanges(list of {type, data}), onReset() when the list has to be read, onState(text). */
  constructor(listener) {
    this.listener = listener;
  }

  /** Follows the tab that reads, and reads once no other tab does. */
  start() {
    this.#channel?.addEventListener('message', ({ data }) => {
      if (data.ask) {
        if (this.#leads) this.#channel.postMessage({ state: this.#state, epoch: this.#epoch, id: this.#last });
      } else this.#take(data);
    });
    this.#channel?.postMessage({ ask: true });
    if (!navigator.locks || !this.#channel) this.#lead();
    else navigator.locks.request(NAME, () => this.#lead()).catch(() => {});
  }

  /** Reads until the server refuses this tab; what breaks is tried again. */
  async #lead() {
    this.#leads = true;
    let wait = FIRST_WAIT;
    for (;;) {
      let failure = null;
      try {
        await this.#read(() => (wait = FIRST_WAIT));
      } catch (caught) {
        failure = caught;
      }
      if (failure instanceof Problem && failure.status === 401) {
        this.#leads = false;
        return this.#tell({ state: 'Not live: the token is missing' });
      }
      if (!this.#state.startsWith('Lost')) {
        const time = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
        this.#tell({ state: `Lost the server at ${time}; trying again` });
      }
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random() / 2)));
      wait = Math.min(MOST_WAIT, wait * 2);
    }
  }

  async #read(onEvent) {
    const abort = new AbortController();
    let timer = setTimeout(() => abort.abort(), SILENT);
    try {
      let rest = '';
      const headers = this.#last ? { 'Last-Event-ID': this.#last } : {};
      for await (const piece of pieces('api/events', abort.signal, headers)) {
        clearTimeout(timer);
        timer = setTimeout(() => abort.abort(), SILENT);
        const events = (rest + piece).split('\n\n');
        rest = events.pop();
        for (const event of events.map(parsed).filter(Boolean)) {
          onEvent();
          this.#tell({ ...event, state: 'Live' });
        }
      }
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }

  #tell(message) {
    this.#channel?.postMessage(message);
    this.#take(message);
  }

  #take({ state, epoch, id, type, data }) {
    if (state && state !== this.#state) {
      this.#state = state;
      this.listener.onState(state);
    }
    if (id) this.#last = id;
    if (epoch) this.#epoch = epoch;
    if (type === 'hello' && data.epoch !== this.#epoch) {
      this.#epoch = data.epoch;
      this.#isReset = true;
    } else if (type === 'reset') {
      this.#isReset = true;
    } else if (data?.id) {
      this.#waiting.set(data.id, { type, data });
    }
    if ((this.#isReset || this.#waiting.size) && !this.#timer) {
      this.#timer = setTimeout(() => this.#flush(), Math.max(0, this.#flushed + BETWEEN - Date.now()));
    }
  }

  #flush() {
    this.#timer = 0;
    this.#flushed = Date.now();
    const changes = [...this.#waiting.values()];
    this.#waiting.clear();
    if (this.#isReset) {
      this.#isReset = false;
      this.listener.onReset();
    }
    if (changes.length) this.listener.onChanges(changes);
  }
}

/** The id, type and data of an event; null for a comment. */
function parsed(text) {
  const fields = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).trimStart();
  }
  return fields.event && fields.data ? { id: fields.id, type: fields.event, data: JSON.parse(fields.data) } : null;
}

// Changes of files while they happen. One tab of a browser reads the stream and passes it on to the others.
import { byId, el } from './dom.js';
import { getText, pieces, Problem } from './net.js';

const SILENT = 40_000;
const POLL = 10_000;
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
  #heard = Date.now();
  #retry = () => {};
  #waiting = new Map();
  #isReset = false;
  #isDown = false;
  #timer = 0;
  #flushed = 0;

  /** onChanges(list of {type, data}), onReset() when the list has to be read, onState(text). */
  constructor(listener) {
    this.listener = listener;
    addEventListener('pointerdown', () => (this.#isDown = true), true);
    for (const end of ['pointerup', 'pointercancel', 'blur']) addEventListener(end, () => this.#release(), true);
    document.addEventListener('visibilitychange', () => this.#plan());
  }

  /** Listens to the tab that reads the stream, and reads it itself when no other tab does. */
  start() {
    this.#channel?.addEventListener('message', ({ data }) => {
      if (data.ask) {
        if (this.#leads) this.#channel.postMessage({ state: this.#state, epoch: this.#epoch, id: this.#last });
      } else if (data.retry) this.#retry();
      else this.#take(data);
    });
    this.#channel?.postMessage({ ask: true });
    if (!navigator.locks || !this.#channel) this.#lead();
    else navigator.locks.request(NAME, () => this.#lead()).catch(() => {});
    setInterval(() => this.#poll(), POLL);
  }

  /** Asks the server directly if the tab that reads the stream is silent for too long, for example because it is frozen. */
  async #poll() {
    if (this.#leads || document.hidden || Date.now() - this.#heard < SILENT) return;
    try {
      const events = (await getText(`api/events?since=${encodeURIComponent(this.#last)}`)).split('\n\n');
      for (const event of events.map(parsed).filter(Boolean)) this.#take({ ...event, state: 'Live', polled: true });
    } catch {
      this.#take({ state: 'Connection lost; trying again', polled: true });
    }
  }

  /** Reads until the server refuses this tab; a broken connection is opened again. */
  async #lead() {
    this.#leads = true;
    let wait = FIRST_WAIT;
    let since = null;
    for (;;) {
      let failure = null;
      try {
        await this.#read(() => {
          wait = FIRST_WAIT;
          since = null;
        });
      } catch (caught) {
        failure = caught;
      }
      if (failure instanceof Problem && failure.status === 401) {
        this.#leads = false;
        return this.#report({ state: 'Not live: the token is missing; open the link that sluice serve printed' });
      }
      since ??= new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
      const pause = wait * (0.5 + Math.random() / 2);
      this.#report({ state: `Connection lost at ${since}; trying again in ${Math.ceil(pause / 1000)} s` });
      await new Promise((resolve) => {
        this.#retry = resolve;
        setTimeout(resolve, pause);
      });
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
        this.#channel?.postMessage({ alive: true });
        const events = (rest + piece).split('\n\n');
        rest = events.pop();
        for (const event of events.map(parsed).filter(Boolean)) {
          onEvent();
          this.#report({ ...event, state: 'Live' });
        }
      }
    } finally {
      clearTimeout(timer);
      abort.abort();
    }
  }

  #report(message) {
    this.#channel?.postMessage(message);
    this.#take(message);
  }

  #take({ state, epoch, id, type, data, polled }) {
    if (!polled) this.#heard = Date.now();
    if (state && state !== this.#state) this.#show(state);
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
    this.#plan();
  }

  /** Shows the state in the header, and a lost connection in the banner, with a button to retry at once. */
  #show(state) {
    this.#state = state;
    const lost = state.startsWith('Connection lost');
    byId('lost').hidden = !lost;
    byId('lost').replaceChildren(
      `${state}. The page may be out of date. `,
      el('button', {
        type: 'button',
        textContent: 'Try now',
        on: {
          click: () => {
            this.#retry();
            this.#channel?.postMessage({ retry: true });
          },
        },
      }),
    );
    this.listener.onState(lost ? 'Not live' : state);
  }

  #release() {
    this.#isDown = false;
    this.#plan();
  }

  /** Updates the page soon, but not while a pointer is down or no one sees it. */
  #plan() {
    if (this.#timer || this.#isDown || document.hidden || !(this.#isReset || this.#waiting.size)) return;
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, this.#flushed + BETWEEN - Date.now()));
  }

  #flush() {
    this.#timer = 0;
    if (this.#isDown || document.hidden) return; // planned again when it ends
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

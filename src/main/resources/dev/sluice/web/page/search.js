// Queries with operators, which the server answers; plain words filter the list in the page.
import { el, visible } from './dom.js';
import { isQuery } from './filters.js';
import { lines, Problem } from './net.js';

const PAUSE = 300; // milliseconds without a key before a query is sent
const MOST_HITS = 10_000;

export class Search {
  text = '';
  hits = [];
  files = 0;
  complete = true;
  failure = null;
  #abort = null;
  #timer = 0;

  /** onHits() is called when there are more hits, an end or a failure. */
  constructor(onHits) {
    this.onHits = onHits;
  }

  /** Sends a query after a pause; one without operators only ends the search before. */
  ask(text) {
    if (text === this.text) return;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    const isAsked = isQuery(text);
    Object.assign(this, { text, hits: [], files: 0, failure: null, complete: !isAsked });
    if (isAsked) this.#timer = setTimeout(() => this.#run(text), PAUSE);
  }

  async #run(text) {
    const abort = (this.#abort = new AbortController());
    const files = new Set();
    try {
      for await (const batch of lines(`api/search?q=${encodeURIComponent(text)}`, abort.signal)) {
        if (abort.signal.aborted) return;
        for (const line of batch) {
          if (line.t === 'error') throw new Problem(line.problem.status, line.problem);
          if (line.t === 'hit') {
            this.hits.push({ id: line.id, path: line.path, key: `hit${this.hits.length}`, hit: line });
            files.add(line.id);
          }
          this.complete = line.t === 'end' || this.hits.length >= MOST_HITS;
          if (this.complete) break;
        }
        this.files = files.size;
        this.onHits();
        if (this.complete) return;
      }
      throw new Error('The response of the server ended early');
    } catch (failure) {
      if (abort.signal.aborted) return;
      this.failure = failure;
      this.complete = true;
      this.onHits();
    }
  }

  /** What is wrong with the query, with a mark below the place. */
  problem() {
    const { message } = this.failure;
    const column = Number(/^query, column (\d+)/.exec(message)?.[1] ?? 0);
    return [
      el('p', { textContent: column ? `Error in the query at column ${column}: ${visible(message.replace(/^[^:]*: /, ''))}` : visible(message) }),
      ...(column ? [el('pre', { className: 'wrong', tabIndex: 0, textContent: `${visible(this.text)}\n${' '.repeat(column - 1)}^`, attr: { role: 'img', 'aria-label': `Position of the error: column ${column}` } })] : []),
    ];
  }
}

// The times of the last loads of the open workflow, and of all files.
import { el, plural, visible } from './dom.js';
import { getJson } from './net.js';

const STAGES = { DECODE: 'Decompress', READ: 'Parse', CHECK: 'Check', ASSEMBLE: 'Assemble', CREATE: 'Create nodes', REST: 'Read and wait' };
const OPERATIONS = { LOAD: 'Load', READ: 'Definition', VALIDATE: 'Check', SKELETON: 'Summary', FULL: 'Preview', EVENTS: 'Picture' };
const ENDINGS = { REJECTED: 'rejected', FAILED: 'failed', CANCELLED: 'cancelled' };

export class Timing {
  #abort = null;

  /** onOpen(id) is called for a file that is chosen among the slowest. */
  constructor(root, onOpen) {
    this.root = root;
    this.onOpen = onOpen;
  }

  async show(id) {
    this.#abort?.abort();
    const { signal } = (this.#abort = new AbortController());
    try {
      const [one, all] = await Promise.all([getJson(`api/workflows/${id}/timing`, signal), getJson('api/timing', signal)]);
      if (!signal.aborted) this.root.replaceChildren(el('div', { className: 'more timing' }, ...this.#loads(one), ...this.#library(all)));
    } catch (failure) {
      if (signal.aborted) return;
      const retry = el('button', { type: 'button', textContent: 'Try again', on: { click: () => this.show(id) } });
      this.root.replaceChildren(el('p', { className: 'more' }, `The times cannot be fetched: ${visible(failure.message)} `, retry));
    }
  }

  #loads({ measured, loads }) {
    if (!measured) return [el('p', { textContent: 'The loader of this server does not measure its loads: give LoadTimings to the loader as a listener and to the browser.' })];
    if (!loads.length) return [el('p', { textContent: 'This workflow has not been loaded yet.' })];
    return [el('h2', { textContent: 'Last loads of this workflow' }), ...loads.map(table)];
  }

  #library({ measured, files, histogram, slowest }) {
    if (!measured || !files) return [];
    const most = Math.max(1, ...histogram.map((each) => each.files));
    const last = histogram.at(-2).underMillis;
    const classes = histogram.map((each) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row', textContent: each.underMillis === undefined ? `from ${last} ms` : `under ${each.underMillis} ms` }),
        el('td', { className: 'number', textContent: each.files.toLocaleString('en') }),
        el('td', { className: 'bars' }, bar(0, each.files / most)),
      ),
    );
    const rows = slowest.map((load) =>
      el(
        'tr',
        {},
        el('td', {}, el('button', { type: 'button', className: 'link', textContent: visible(load.path), on: { click: () => this.onOpen(load.id) } })),
        el('td', { textContent: nameOf(load) }),
        el('td', { className: 'number', textContent: millis(load.micros) }),
      ),
    );
    return [
      el('h2', { textContent: `Last load of ${plural(files, 'file')}` }),
      el('table', { className: 'classes' }, headings(['Time', 'Files', 'Share'], ['', 'number', 'axis']), el('tbody', {}, ...classes)),
      el('h2', { textContent: `The slowest ${rows.length}` }),
      el('table', {}, headings(['File', 'Load', 'Time'], ['', '', 'number']), el('tbody', {}, ...rows)),
    ];
  }
}

/** The stages of one load, each as long as its time. */
function table(load) {
  let start = 0;
  const whole = Math.max(1, load.stages.reduce((sum, each) => sum + each.micros, 0));
  const rows = load.stages.map(({ stage, micros }) => {
    const row = el(
      'tr',
      {},
      el('th', { scope: 'row', textContent: STAGES[stage] ?? stage }),
      el('td', { className: 'number', textContent: millis(start) }),
      el('td', { className: 'number', textContent: millis(micros) }),
      el('td', { className: 'number', textContent: `${Math.round((100 * micros) / whole)} %` }),
      el('td', { className: 'bars' }, ...ticks(whole), bar(start / whole, micros / whole, load.cached)),
    );
    start += micros;
    return row;
  });
  const facts = [nameOf(load), millis(load.micros), `${load.storedBytes.toLocaleString('en')} bytes`, new Date(load.began).toLocaleTimeString('en-GB')];
  return el('table', { className: 'waterfall' }, el('caption', { textContent: facts.join(' · ') }), headings(['Stage', 'Start', 'Time', 'Share', `0 to ${millis(whole)}`], ['', 'number', 'number', 'number', 'axis']), el('tbody', {}, ...rows));
}

function nameOf({ operation, ending, cached }) {
  return [OPERATIONS[operation] ?? operation, ENDINGS[ending], cached ? 'from the cache' : null].filter(Boolean).join(', ');
}

/** The head of a table, each title over what its column has. */
function headings(titles, classes) {
  return el('thead', {}, el('tr', {}, ...titles.map((textContent, i) => el('th', { scope: 'col', textContent, className: classes[i] }))));
}

function bar(from, share, cached = false) {
  const made = el('span', { className: cached ? 'share cached' : 'share' });
  Object.assign(made.style, { left: `${from * 100}%`, width: `max(1px, ${share * 100}%)` });
  return made;
}

/** Marks of the axis at steps of 1, 2 or 5, at most six of them. */
function ticks(whole) {
  const raw = whole / 5;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw);
  return Array.from({ length: Math.floor(whole / step) }, (_, i) => {
    const tick = el('span', { className: 'tick' });
    tick.style.left = `${(100 * step * (i + 1)) / whole}%`;
    return tick;
  });
}

function millis(micros) {
  return `${(micros / 1000).toFixed(micros < 10_000 ? 2 : 1)} ms`;
}

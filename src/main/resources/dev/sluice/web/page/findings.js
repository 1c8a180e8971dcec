// The table of findings of a workflow; folded ones are not rendered.
import { el, helpLink, plural, visible } from './dom.js';
import { signOf } from './inspector.js';

const FIRST = 200;
const SEVERITIES = ['ERROR', 'WARNING', 'INFO'];

export class Findings {
  #folded = false;
  #severities = new Set(SEVERITIES);
  #all = false;
  #current = null;
  #model = null;

  /** onFinding(finding) is called when a row is chosen. */
  constructor(root, onFinding) {
    this.root = root;
    this.onFinding = onFinding;
  }

  show(model) {
    if (model !== this.#model) this.#all = false;
    this.#model = model;
    this.#render();
  }

  mark(finding) {
    this.#current = finding;
    if (finding) this.#folded = false;
    this.#render();
    this.root.querySelector('tr.current')?.scrollIntoView({ block: 'nearest' });
  }

  /** The finding before or after the current one, in the order of the document. */
  step(by) {
    const list = this.#shown();
    if (!list.length) return null;
    const index = list.indexOf(this.#current);
    return list[(index + by + list.length + (index < 0 && by < 0 ? 1 : 0)) % list.length];
  }

  #shown() {
    return (this.#model?.findings ?? []).filter((finding) => this.#severities.has(finding.severity));
  }

  #render() {
    this.root.classList.toggle('folded', this.#folded);
    if (!this.#model) return this.root.replaceChildren();
    const counts = SEVERITIES.map((severity) => [severity, this.#model.findings.filter((finding) => finding.severity === severity).length]);
    const head = el(
      'div',
      { className: 'head' },
      ...counts.map(([severity, count]) =>
        el('button', {
          type: 'button',
          textContent: `${signOf(severity)} ${plural(count, severity.toLowerCase())}`,
          attr: { 'aria-pressed': String(this.#severities.has(severity)) },
          on: { click: () => this.#toggle(severity) },
        }),
      ),
      el('button', {
        type: 'button',
        className: 'link',
        textContent: this.#folded ? 'Show' : 'Hide',
        attr: { 'aria-expanded': String(!this.#folded) },
        on: {
          click: () => {
            this.#folded = !this.#folded;
            this.#render();
          },
        },
      }),
    );
    this.root.replaceChildren(head, ...(this.#folded ? [] : [this.#table()]));
  }

  #toggle(severity) {
    if (!this.#severities.delete(severity)) this.#severities.add(severity);
    this.#render();
  }

  #table() {
    const list = this.#shown();
    const rows = this.#all ? list : list.slice(0, FIRST);
    const box = el('div', { className: 'table', tabIndex: 0, attr: { role: 'region', 'aria-label': 'List of findings' } });
    if (!list.length) {
      box.append(el('p', { className: 'more muted', textContent: this.#model.complete ? 'No findings.' : 'No findings so far.' }));
      return box;
    }
    box.append(
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...['Code', 'Message', 'Place'].map((title) => el('th', { scope: 'col', textContent: title })))),
        el('tbody', {}, ...rows.map((finding) => this.#row(finding))),
      ),
    );
    if (rows.length < list.length) {
      box.append(
        el(
          'p',
          { className: 'more' },
          el('button', {
            type: 'button',
            textContent: `Show all ${list.length.toLocaleString('en')}`,
            on: {
              click: () => {
                this.#all = true;
                this.#render();
              },
            },
          }),
        ),
      );
    }
    return box;
  }

  #row(finding) {
    return el(
      'tr',
      { className: finding === this.#current ? 'current' : '' },
      el(
        'td',
        { className: 'nowrap' },
        el('button', {
          type: 'button',
          className: `link sev ${finding.severity.toLowerCase()}`,
          textContent: `${signOf(finding.severity)} ${finding.code}`,
          attr: { 'aria-label': `${finding.severity.toLowerCase()} ${finding.code}: ${visible(finding.message)}` },
          on: { click: () => this.onFinding(finding) },
        }),
        helpLink(finding.code),
      ),
      el('td', { dir: 'auto' }, visible(finding.message), finding.suggestion ? el('div', { className: 'muted', textContent: visible(finding.suggestion) }) : null),
      el('td', { className: 'nowrap mono', textContent: finding.line ? `${finding.line}:${finding.column}` : '' }),
    );
  }
}

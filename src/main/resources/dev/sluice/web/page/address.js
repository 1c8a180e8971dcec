// The fragment of the URL, which records the state of the page, so that links and reloading restore it.
import { byId } from './dom.js';

const LATER = 250; // milliseconds after which a change of the view is written

export class Address {
  #timer = 0;

  /** state() is what is on screen: id, tab, filter, node, finding, view, place and other; read(address) shows it. */
  constructor(state, read) {
    this.state = state;
    this.onRead = read;
    addEventListener('popstate', () => this.read());
    addEventListener('hashchange', () => this.read());
  }

  /** Updates the URL with the state of the page; a change of the view is written a little later. */
  write(later = false) {
    clearTimeout(this.#timer);
    const write = () => history.replaceState(null, '', this.#text());
    if (later) this.#timer = setTimeout(write, LATER);
    else write();
  }

  /** Goes to a workflow, so that Back leads to where the page was. */
  go({ id, tab, node }) {
    clearTimeout(this.#timer);
    const query = this.#filters();
    if (node !== undefined) query.set('n', node);
    history.pushState(null, '', withQuery(`#/w/${id}/${tab}`, query));
    this.read();
  }

  read() {
    const [path, text] = location.hash.slice(1).split('?');
    const query = new URLSearchParams(text ?? '');
    const filter = Object.fromEntries(['q', 'sort', 'category', 'finding'].map((name) => [name, query.get(name) ?? (name === 'sort' ? 'path' : '')]));
    const [, id, tab] = /^\/w\/([\w-]{22})\/(\w+)$/.exec(path) ?? [];
    const view = query.get('v')?.split(',').map(Number);
    const isView = view?.length === 3 && view.every(Number.isFinite) && view[2] > 0;
    const line = Number.parseInt(query.get('L') ?? '', 10);
    this.onRead({
      filter,
      id,
      tab,
      pending: {
        node: query.get('n'),
        finding: query.get('f'),
        view: isView ? { x: view[0], y: view[1], k: view[2] } : null,
        place: line > 0 ? { line, column: Math.max(1, Number.parseInt(query.get('C') ?? '1', 10) || 1) } : null,
        other: query.get('with'),
      },
    });
  }

  #filters() {
    return new URLSearchParams(Object.entries(this.state().filter).filter(([name, value]) => value && !(name === 'sort' && value === 'path')));
  }

  #text() {
    const { id, tab, node, finding, view, place, other } = this.state();
    const query = this.#filters();
    if (!id) return withQuery('#/', query);
    if (node) query.set('n', node.id);
    if (finding) query.set('f', `${finding.code}@${finding.offset ?? ''}`);
    if (tab === 'graph' && view) query.set('v', [Math.round(view.x), Math.round(view.y), Number(view.k.toPrecision(4))].join());
    if (tab === 'source' && place?.line && !place.code) {
      query.set('L', place.line);
      if (place.column > 1) query.set('C', place.column);
    }
    if (tab === 'diff' && other) query.set('with', other);
    return withQuery(`#/w/${id}/${tab}`, query);
  }
}

function withQuery(path, query) {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Leaves the open workflow: what is shown next is the list. */
export function leave() {
  location.hash = '#/';
  byId('rows').focus();
}

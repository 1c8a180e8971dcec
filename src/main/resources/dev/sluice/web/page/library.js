// The list of workflows: fills while the server scans, keeps only the rows on screen as elements.
import { byId, el, plural, shortened, speak, visible } from './dom.js';
import { FINDINGS, SORTS, textOf } from './filters.js';
import { lines, Problem } from './net.js';
import { details, hitDetails } from './rows.js';
import { isQuery, Search } from './search.js';

const ROW = 52;
const SKELETON_AFTER = 150; // milliseconds without a row
const BETWEEN = 150; // milliseconds between two refreshes while the list is read

const keyOf = (item) => item.key ?? item.id;

export class Library {
  items = new Map();
  shown = [];
  active = 0;
  opened = null;
  filter = { q: '', sort: 'path', category: '', finding: '' };
  complete = false;
  #elements = new Map();
  #categories = new Set();
  #painting = false;
  #timer = 0;
  #refreshed = -BETWEEN;
  #isStale = false;
  #held = null;
  #abort = null;
  #waiting = 0;
  #failure = null;
  #search = new Search(() => this.refresh());
  #fresh = new Set(); // ids of new files whose rows would move others

  /** Called with an id, and a node or undefined, when a row is chosen. */
  onOpen = () => {};
  /** Called when a filter changes. */
  onFilter = () => {};

  #begin;
  #endFirst;
  /** Resolves when the first rows are on screen, or there is something else to show. */
  begun = new Promise((resolve) => (this.#begin = resolve));
  /** Resolves when the files of the first reading are listed, or cannot be. */
  listed = new Promise((resolve) => (this.#endFirst = resolve));

  constructor() {
    this.rows = byId('rows');
    this.rows.addEventListener('scroll', () => this.paint());
    this.rows.addEventListener('click', (event) => {
      const row = event.target.closest('.row');
      if (row) this.open(Number(row.dataset.index));
    });
    this.rows.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.paint()).observe(this.rows);
    this.#select('sort', Object.entries(SORTS).map(([value, [label]]) => [value, label]));
    this.#select('finding', Object.entries(FINDINGS).map(([value, [label]]) => [value, label]));
    this.#select('category', [['', 'Category']]);
    byId('fresh').addEventListener('click', () => {
      this.#remember();
      this.#fresh.clear();
      this.refresh();
      this.rows.focus();
    });
    byId('query').addEventListener('input', () => this.set({ q: byId('query').value }));
    byId('clear').addEventListener('click', () => this.set({ q: '', category: '', finding: '' }));
  }

  #select(name, options) {
    const select = byId(name);
    select.replaceChildren(...options.map(([value, label]) => el('option', { value, textContent: label })));
    select.value = this.filter[name];
    select.onchange = () => this.set({ [name]: select.value });
  }

  /** Changes filters; filters from the address do not change the address. */
  set(change, silent = false) {
    Object.assign(this.filter, change);
    if (byId('query').value !== this.filter.q) byId('query').value = this.filter.q;
    for (const name of ['sort', 'category', 'finding']) byId(name).value = this.filter[name];
    this.#search.ask(this.filter.q.trim());
    this.rows.scrollTop = 0;
    this.#held = null;
    this.#fresh.clear();
    this.active = 0;
    this.refresh();
    if (!silent) this.onFilter();
  }

  /** Reads the list; the rows of an earlier reading stay until they are replaced. */
  async load() {
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    this.complete = false;
    this.#failure = null;
    const skeleton = setTimeout(() => {
      this.rows.classList.toggle('waiting', !this.items.size);
      this.#begin();
    }, SKELETON_AFTER);
    const seen = new Set();
    try {
      for await (const batch of lines('api/workflows', abort.signal)) {
        let isSame = true;
        for (const line of batch) {
          this.#take(line, seen);
          isSame &&= line.t === 'checked';
        }
        this.rows.classList.remove('waiting');
        this.#refreshLater(isSame && !this.filter.finding && this.filter.sort !== 'problems');
      }
      if (!this.complete) throw new Error('The answer of the server ended early');
      for (const id of this.items.keys()) if (!seen.has(id)) this.items.delete(id);
      this.refresh();
      speak(`${plural(this.items.size, 'workflow')} listed`);
    } catch (failure) {
      if (abort.signal.aborted) return;
      this.#failed(failure);
    } finally {
      this.#begin();
      this.#endFirst();
      clearTimeout(skeleton);
      this.rows.classList.remove('waiting');
    }
  }

  /** Applies changes of files; the first visible row keeps its place, and rows that would move others wait. */
  patch(changes) {
    this.#remember();
    for (const { type, data } of changes) {
      if (type === 'removed') this.items.delete(data.id);
      else if (!this.items.has(data.id) && this.shown.length) this.#fresh.add(data.id);
      if (type !== 'removed') this.#take({ t: 'item', ...data }, new Set());
    }
    this.refresh();
  }

  /** Remembers the first visible row, whose place is kept. */
  #remember() {
    const first = Math.floor(this.rows.scrollTop / ROW);
    this.#held ??= first > 0 ? { ids: this.shown.slice(first).map(keyOf), by: this.rows.scrollTop % ROW } : null;
  }

  #take(line, seen) {
    if (line.t === 'item') {
      seen.add(line.id);
      const known = this.items.get(line.id);
      if (known && known.modified === line.modified && line.errors === undefined) {
        line.errors = known.errors;
        line.warnings = known.warnings;
        line.infos = known.infos;
      }
      this.items.set(line.id, line);
      for (const category of line.categories ?? []) this.#addCategory(category);
    } else if (line.t === 'checked') {
      const item = this.items.get(line.id);
      if (item) Object.assign(item, { errors: line.errors, warnings: line.warnings, infos: line.infos });
    } else if (line.t === 'listed') {
      this.skipped = Object.values(line.skipped ?? {}).reduce((sum, n) => sum + n, 0);
      this.#endFirst();
    } else if (line.t === 'error') {
      throw new Problem(line.problem.status, line.problem);
    } else if (line.t === 'end') {
      this.complete = true;
    }
  }

  #addCategory(category) {
    if (this.#categories.has(category)) return;
    this.#categories.add(category);
    const all = [...this.#categories].sort();
    this.#select('category', [['', 'Category'], ...all.map((name) => [name, name])]);
  }

  #failed(failure) {
    const denied = failure instanceof Problem && failure.status === 401;
    this.#failure = failure;
    this.#state(
      denied
        ? 'The server asks for a token: open the address that sluice serve printed.'
        : `The list is incomplete: ${visible(failure.message)}.`,
      denied ? null : ['Try again', () => this.load()],
    );
  }

  #state(text, action) {
    const box = byId('listState');
    box.hidden = !text;
    box.replaceChildren(
      el('p', { textContent: text ?? '' }),
      ...(action ? [el('button', { type: 'button', textContent: action[0], on: { click: action[1] } })] : []),
    );
  }

  /** Applies the filters and paints once in the next frame. */
  refresh() {
    if (this.#painting) return;
    this.#painting = true;
    requestAnimationFrame(() => {
      this.#painting = false;
      this.#apply();
      this.paint();
      this.#begin();
    });
  }

  /** Refreshes at once, or some time after the last refresh; only the rows on screen if the others stay the same. */
  #refreshLater(isSame) {
    this.#isStale ||= !isSame;
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      if (this.#isStale) this.refresh();
      else this.paint();
    }, Math.max(0, this.#refreshed + BETWEEN - performance.now()));
  }

  #apply() {
    this.#refreshed = performance.now();
    this.#isStale = false;
    const { q, sort, category, finding } = this.filter;
    const isSearch = isQuery(q.trim());
    const words = isSearch ? [] : q.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = FINDINGS[finding]?.[1] ?? FINDINGS[''][1];
    const matches = (item) => kept(item) && (!category || item.categories?.includes(category)) && words.every((word) => textOf(item).includes(word));
    const current = this.shown[this.active];
    if (isSearch) this.shown = this.#search.hits.filter((hit) => matches(this.items.get(hit.id) ?? hit));
    else this.shown = this.#settled([...this.items.values()].filter(matches).sort((SORTS[sort] ?? SORTS.path)[1]));
    this.active = Math.max(0, this.shown.findIndex((item) => keyOf(item) === (current && keyOf(current))));
    this.#hold();
    byId('clear').hidden = !(q || category || finding);
    if (isSearch) return this.#applySearch();
    const all = this.items.size;
    const left = this.shown.length + this.#waiting;
    byId('count').textContent =
      (left === all ? plural(all, 'workflow') : `${left.toLocaleString('en')} of ${plural(all, 'workflow')}`) +
      (this.complete ? '' : ' …');
    if (this.#failure) this.#failed(this.#failure);
    else if (left) this.#state(null);
    else if (all) this.#state('No workflow matches the filters.', ['Clear the filters', () => this.set({ q: '', category: '', finding: '' })]);
    else if (this.complete)
      this.#state(`There are no workflows in this directory${this.skipped ? `, but ${plural(this.skipped, 'other file')}` : ''}.`, ['Look again', () => this.load()]);
  }

  /** Leaves out new files before the last row on screen until they are requested. */
  #settled(list) {
    const bottom = Math.ceil((this.rows.scrollTop + this.rows.clientHeight) / ROW);
    const settled = list.filter((item) => !this.#fresh.has(item.id));
    const after = settled[bottom - 1];
    const end = after === undefined ? Infinity : list.indexOf(after);
    const shown = list.filter((item, index) => !this.#fresh.has(item.id) || index > end);
    this.#waiting = list.length - shown.length;
    const button = byId('fresh');
    button.hidden = !this.#waiting;
    button.textContent = `${this.#waiting.toLocaleString('en')} new, show`;
    return shown;
  }

  #applySearch() {
    byId('fresh').hidden = true;
    const { complete, failure, files } = this.#search;
    byId('count').textContent = `${this.shown.length.toLocaleString('en')} ${this.shown.length === 1 ? 'match' : 'matches'} in ${plural(files, 'file')}${complete ? '' : ' …'}`;
    this.#state(null);
    if (failure) {
      byId('listState').hidden = false;
      byId('listState').replaceChildren(...this.#search.problem());
      speak(byId('listState').firstElementChild.textContent);
    } else if (complete && !this.shown.length) {
      this.#state('Nothing matches the query.', ['Clear the query', () => this.set({ q: '', category: '', finding: '' })]);
    }
  }

  /** Scrolls so that the row that was first on screen, or the next remaining one, keeps its place. */
  #hold() {
    const held = this.#held;
    this.#held = null;
    if (!held) return;
    const places = new Map(this.shown.map((item, index) => [keyOf(item), index]));
    const first = held.ids.find((id) => places.has(id));
    if (first === undefined) return;
    this.rows.firstElementChild.style.height = `${this.shown.length * ROW}px`;
    this.rows.scrollTop = places.get(first) * ROW + held.by;
  }

  /** Makes the elements of the rows on screen. */
  paint() {
    const first = Math.max(0, Math.floor(this.rows.scrollTop / ROW) - 4);
    const last = Math.min(this.shown.length, first + Math.ceil(this.rows.clientHeight / ROW) + 8);
    this.rows.firstElementChild.style.height = `${this.shown.length * ROW}px`;
    const wanted = new Map();
    for (let index = first; index < last; index++) wanted.set(keyOf(this.shown[index]), index);
    for (const [id, element] of this.#elements) {
      if (!wanted.has(id)) {
        element.remove();
        this.#elements.delete(id);
      }
    }
    for (const [id, index] of wanted) {
      let row = this.#elements.get(id);
      if (!row) {
        row = el('div', { className: 'row', id: `row-${id}`, attr: { role: 'option' } }, el('b', { dir: 'auto' }), el('small'));
        this.#elements.set(id, row);
        this.rows.append(row);
      }
      this.#fill(row, this.shown[index], index);
    }
    const active = this.shown[this.active];
    if (active && wanted.has(keyOf(active))) this.rows.setAttribute('aria-activedescendant', `row-${keyOf(active)}`);
    else this.rows.removeAttribute('aria-activedescendant');
  }

  #fill(row, item, index) {
    row.style.top = `${index * ROW}px`;
    row.dataset.index = index;
    row.setAttribute('aria-setsize', this.complete ? this.shown.length : -1);
    row.setAttribute('aria-posinset', index + 1);
    row.setAttribute('aria-selected', item.id === this.opened);
    row.classList.toggle('active', index === this.active && document.activeElement === this.rows);
    const said = `${item.modified} ${item.errors} ${item.warnings} ${item.code}`;
    if (row.item === item && row.said === said) return;
    row.item = item;
    row.said = said;
    const [title, detail] = row.children;
    const { hit } = item;
    title.textContent = shortened(hit ? (hit.name ?? hit.node ?? hit.kind) : item.path, 44);
    row.title = visible(item.path) + (item.name ? `\n${visible(item.name)}` : '') + (hit ? `\n${visible(hit.excerpt)}` : '');
    detail.replaceChildren(...(hit ? hitDetails(item) : details(item)));
  }

  open(index) {
    const item = this.shown[index];
    if (!item) return;
    this.active = index;
    this.paint();
    this.onOpen(item.id, item.hit?.node);
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.rows.clientHeight / ROW) - 1);
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.open(this.active);
    } else if (move !== undefined && this.shown.length) {
      event.preventDefault();
      this.active = Math.min(this.shown.length - 1, Math.max(0, this.active + move));
      this.reveal();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== '/') {
      this.#typeAhead(event.key.toLowerCase());
    }
  }

  #typeAhead(letter) {
    const { length } = this.shown;
    for (let step = 1; step <= length; step++) {
      const index = (this.active + step) % length;
      const name = this.shown[index].path.split('/').pop();
      if (name.toLowerCase().startsWith(letter)) {
        this.active = index;
        this.reveal();
        return;
      }
    }
  }

  /** Scrolls as little as shows the active row. */
  reveal() {
    const top = this.active * ROW;
    if (top < this.rows.scrollTop) this.rows.scrollTop = top;
    else if (top + ROW > this.rows.scrollTop + this.rows.clientHeight) this.rows.scrollTop = top + ROW - this.rows.clientHeight;
    this.paint();
  }
}

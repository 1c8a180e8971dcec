// The workflows of the directory: reads them while the server scans, filters them, and says what the list shows.
import { byId, el, grouped, plural, speak, visible } from './dom.js';
import { FINDINGS, isQuery, SORTS, textOf } from './filters.js';
import { List } from './list.js';
import { lines, Problem } from './net.js';

const SKELETON_AFTER = 150; // milliseconds without a row
const BETWEEN = 150; // milliseconds between two refreshes while the list is read
const NO_FILTERS = { q: '', category: '', finding: '' };

export class Library {
  items = new Map();
  filter = { ...NO_FILTERS, sort: 'path' };
  complete = false;
  #categories = new Set();
  #painting = false;
  #timer = 0;
  #refreshed = -BETWEEN;
  #isStale = false;
  #abort = null;
  #waiting = 0;
  #failure = null;
  #search = null;
  #fresh = new Set(); // ids of new files whose rows would move others
  #list = new List(byId('rows'), (item) => this.onOpen(item.id, item.hit?.node));

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
    this.#select('sort', Object.entries(SORTS).map(([value, [label]]) => [value, label]));
    this.#select('finding', Object.entries(FINDINGS).map(([value, [label]]) => [value, label]));
    this.#select('category', [['', 'Category']]);
    byId('fresh').addEventListener('click', () => {
      this.#list.remember();
      this.#fresh.clear();
      this.refresh();
      byId('rows').focus();
    });
    byId('query').addEventListener('input', () => this.set({ q: byId('query').value }));
    byId('clear').addEventListener('click', () => this.set(NO_FILTERS));
  }

  #select(name, options) {
    const select = byId(name);
    select.replaceChildren(...options.map(([value, label]) => el('option', { value, textContent: label })));
    select.value = this.filter[name];
    select.onchange = () => this.set({ [name]: select.value });
  }

  /** Uses a search for queries with operators. */
  searchWith(search) {
    this.#search = search;
    search.ask(this.filter.q.trim());
    this.refresh();
  }

  /** Marks the row of the open workflow. */
  mark(id) {
    this.#list.opened = id;
    this.#list.paint();
  }

  /** Changes filters; filters from the URL do not change the URL. */
  set(change, silent = false) {
    Object.assign(this.filter, change);
    if (byId('query').value !== this.filter.q) byId('query').value = this.filter.q;
    for (const name of ['sort', 'category', 'finding']) byId(name).value = this.filter[name];
    this.#search?.ask(this.filter.q.trim());
    this.#list.toTop();
    this.#fresh.clear();
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
      this.#list.waiting = !this.items.size;
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
        this.#list.waiting = false;
        if (!this.#list.shown.length && this.items.size) await this.#firstPainted();
        this.#refreshLater(isSame && !this.filter.finding && this.filter.sort !== 'problems');
      }
      if (!this.complete) throw new Error('The response of the server ended early');
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
      this.#list.waiting = false;
    }
  }

  /** Applies changes of files; the first visible row keeps its place, and rows that would move others wait. */
  patch(changes) {
    this.#list.remember();
    for (const { type, data } of changes) {
      if (type === 'removed') this.items.delete(data.id);
      else if (!this.items.has(data.id) && this.#list.shown.length) this.#fresh.add(data.id);
      if (type !== 'removed') this.#take({ t: 'item', ...data }, new Set());
    }
    this.refresh();
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
    if (!this.items.size) byId('count').textContent = ''; // how many there are is not known
    this.#state(
      denied
        ? 'The server asks for a token: open the link that sluice serve printed.'
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
      this.#begin();
    });
  }

  /** Shows the first rows before more are read. */
  #firstPainted() {
    this.refresh();
    return new Promise((resolve) => {
      if (document.hidden) resolve(); // no frame follows
      else requestAnimationFrame(() => setTimeout(resolve));
    });
  }

  /** Refreshes at once, or some time after the last refresh; only the rows on screen if the others stay the same. */
  #refreshLater(isSame) {
    this.#isStale ||= !isSame;
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      if (this.#isStale) this.refresh();
      else this.#list.paint();
    }, Math.max(0, this.#refreshed + BETWEEN - performance.now()));
  }

  #apply() {
    this.#refreshed = performance.now();
    this.#isStale = false;
    const { q, sort, category, finding } = this.filter;
    const isSearch = this.#search !== null && isQuery(q.trim());
    const words = isSearch ? [] : q.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = FINDINGS[finding]?.[1] ?? FINDINGS[''][1];
    const matches = (item) => kept(item) && (!category || item.categories?.includes(category)) && words.every((word) => textOf(item).includes(word));
    this.#list.complete = this.complete;
    byId('clear').hidden = !(q || category || finding);
    if (isSearch) {
      this.#list.show(this.#search.hits.filter((hit) => matches(this.items.get(hit.id) ?? hit)));
      this.#describeSearch();
    } else {
      this.#list.show(this.#settled([...this.items.values()].filter(matches).sort((SORTS[sort] ?? SORTS.path)[1])));
      this.#describe();
    }
  }

  /** Omits new files before the last row on screen until they are requested. */
  #settled(items) {
    let settled = items;
    if (this.#fresh.size) {
      const after = items.filter((item) => !this.#fresh.has(item.id))[this.#list.bottom - 1];
      const end = after === undefined ? Infinity : items.indexOf(after);
      settled = items.filter((item, index) => !this.#fresh.has(item.id) || index > end);
    }
    this.#waiting = items.length - settled.length;
    byId('fresh').hidden = !this.#waiting;
    byId('fresh').textContent = `${grouped(this.#waiting)} new, show`;
    return settled;
  }

  #describe() {
    const all = this.items.size;
    const left = this.#list.shown.length + this.#waiting;
    byId('count').textContent =
      (left === all ? plural(all, 'workflow') : `${grouped(left)} of ${plural(all, 'workflow')}`) + (this.complete ? '' : ' …');
    if (this.#failure) this.#failed(this.#failure);
    else if (left) this.#state(null);
    else if (all) this.#state('No workflow matches the filters.', ['Clear the filters', () => this.set(NO_FILTERS)]);
    else if (this.complete)
      this.#state(`There are no workflows in this directory${this.skipped ? `, but ${plural(this.skipped, 'other file')}` : ''}.`, ['Look again', () => this.load()]);
  }

  #describeSearch() {
    byId('fresh').hidden = true;
    const { complete, failure, files } = this.#search;
    const { length } = this.#list.shown;
    byId('count').textContent = `${grouped(length)} ${length === 1 ? 'match' : 'matches'} in ${plural(files, 'file')}${complete ? '' : ' …'}`;
    this.#state(null);
    if (failure) {
      byId('listState').hidden = false;
      byId('listState').replaceChildren(...this.#search.problem());
      speak(byId('listState').firstElementChild.textContent);
    } else if (complete && !length) {
      this.#state('Nothing matches the query.', ['Clear the query', () => this.set(NO_FILTERS)]);
    }
  }
}

// The rows of the list: only those on screen are elements, and keys move through all of them.
import { el, shortened, visible } from './dom.js';
import { details, hitDetails } from './rows.js';

const ROW = 52;
const LETTER = 8.5; // about how many pixels a letter takes
const MARGINS = 24; // pixels beside the text of a row
const FEWEST_LETTERS = 16;

const keyOf = (item) => item.key ?? item.id;

export class List {
  shown = [];
  opened = null;
  complete = false;
  #active = 0;
  #elements = new Map();
  #held = null;
  #letters = FEWEST_LETTERS; // how many of them a row has room for

  /** The list box, whose first element is as high as all rows; onOpen(item) is called when a row is chosen. */
  constructor(box, onOpen) {
    this.box = box;
    this.onOpen = onOpen;
    box.addEventListener('scroll', () => this.paint());
    box.addEventListener('click', (event) => {
      const row = event.target.closest('.row');
      if (row) this.#open(Number(row.dataset.index));
    });
    box.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.paint()).observe(box);
  }

  /** Whether placeholders stand for the first rows. */
  set waiting(isWaiting) {
    this.box.classList.toggle('waiting', isWaiting);
  }

  /** The number of the first row below those on screen. */
  get bottom() {
    return Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW);
  }

  /** Shows the first rows. */
  toTop() {
    this.box.scrollTop = 0;
    this.#held = null;
    this.#active = 0;
  }

  /** Remembers the first visible row, which keeps its place in what is shown next. */
  remember() {
    const first = Math.floor(this.box.scrollTop / ROW);
    this.#held ??= first > 0 ? { keys: this.shown.slice(first).map(keyOf), by: this.box.scrollTop % ROW } : null;
  }

  /** Replaces the rows; the active one stays active. */
  show(items) {
    for (const name of this.box.querySelectorAll('.early')) name.remove(); // shown before the modules were loaded
    const active = this.shown[this.#active];
    this.shown = items;
    this.#active = active ? Math.max(0, items.findIndex((item) => keyOf(item) === keyOf(active))) : 0;
    this.#hold();
    this.paint();
  }

  /** Scrolls so that the row that was first on screen, or the next remaining one, keeps its place. */
  #hold() {
    const held = this.#held;
    this.#held = null;
    if (!held) return;
    const places = new Map(this.shown.map((item, index) => [keyOf(item), index]));
    const first = held.keys.find((key) => places.has(key));
    if (first === undefined) return;
    this.box.firstElementChild.style.height = `${this.shown.length * ROW}px`;
    this.box.scrollTop = places.get(first) * ROW + held.by;
  }

  /** Makes the elements of the rows on screen. */
  paint() {
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - 4);
    const last = Math.min(this.shown.length, first + Math.ceil(this.box.clientHeight / ROW) + 8);
    this.#letters = Math.max(FEWEST_LETTERS, Math.floor((this.box.clientWidth - MARGINS) / LETTER));
    this.box.firstElementChild.style.height = `${this.shown.length * ROW}px`;
    const wanted = new Map();
    for (let index = first; index < last; index++) wanted.set(keyOf(this.shown[index]), index);
    for (const [key, element] of this.#elements) {
      if (!wanted.has(key)) {
        element.remove();
        this.#elements.delete(key);
      }
    }
    const added = [];
    for (const [key, index] of wanted) {
      let row = this.#elements.get(key);
      if (!row) {
        row = el('div', { className: 'row', id: `row-${key}`, attr: { role: 'option' } }, el('b', { dir: 'auto' }), el('small'));
        this.#elements.set(key, row);
        added.push(row);
      }
      this.#fill(row, this.shown[index], index);
    }
    this.box.append(...added);
    const active = this.shown[this.#active];
    if (active && wanted.has(keyOf(active))) this.box.setAttribute('aria-activedescendant', `row-${keyOf(active)}`);
    else this.box.removeAttribute('aria-activedescendant');
  }

  #fill(row, item, index) {
    row.style.top = `${index * ROW}px`;
    row.dataset.index = index;
    row.setAttribute('aria-setsize', this.complete ? this.shown.length : -1);
    row.setAttribute('aria-posinset', index + 1);
    row.setAttribute('aria-selected', item.id === this.opened);
    row.classList.toggle('active', index === this.#active && document.activeElement === this.box);
    const said = `${item.modified} ${item.errors} ${item.warnings} ${item.code} ${this.#letters}`;
    if (row.item === item && row.said === said) return;
    row.item = item;
    row.said = said;
    const [title, detail] = row.children;
    const { hit } = item;
    title.textContent = shortened(hit ? (hit.name ?? hit.node ?? hit.kind) : item.path, this.#letters);
    row.title = visible(item.path) + (item.name ? `\n${visible(item.name)}` : '') + (hit ? `\n${visible(hit.excerpt)}` : '');
    detail.replaceChildren(...(hit ? hitDetails(item) : details(item)));
  }

  #open(index) {
    const item = this.shown[index];
    if (!item) return;
    this.#active = index;
    this.paint();
    this.onOpen(item);
  }

  #key(event) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#open(this.#active);
    } else if (move !== undefined && this.shown.length) {
      event.preventDefault();
      this.#activate(Math.min(this.shown.length - 1, Math.max(0, this.#active + move)));
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== '/') {
      this.#typeAhead(event.key.toLowerCase());
    }
  }

  /** Goes to the next row whose file name begins with a letter. */
  #typeAhead(letter) {
    const { length } = this.shown;
    for (let step = 1; step <= length; step++) {
      const index = (this.#active + step) % length;
      const name = this.shown[index].path.split('/').pop();
      if (name.toLowerCase().startsWith(letter)) return this.#activate(index);
    }
  }

  /** Scrolls as little as shows the row. */
  #activate(index) {
    this.#active = index;
    const top = index * ROW;
    const { scrollTop, clientHeight } = this.box;
    if (top < scrollTop) this.box.scrollTop = top;
    else if (top + ROW > scrollTop + clientHeight) this.box.scrollTop = top + ROW - clientHeight;
    this.paint();
  }
}

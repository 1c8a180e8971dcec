// The text of the file: blocks of lines of which only those on screen are laid out, so the search of
// the browser finds everything. Lines that are too long are shown in rows that no copy contains.
import { el } from './dom.js';

const BLOCK = 500;
const LINE = 20;
const LEFT = 64; // pixels from the edge of a block to its text, as in app.css
const WIDE = 160;
const COLOURED = 20_000; // characters of a line that get colours
const highlights = 'highlights' in CSS;
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g;

export class Source {
  #lines = [];
  #blocks = [];
  #band = el('div', { className: 'marked' });
  #newline = '\n';
  #tokens = { line: 0, list: [] };

  constructor(root) {
    this.root = el('div', { className: 'source', tabIndex: 0, attr: { role: 'region', 'aria-label': 'Source text' } });
    root.replaceChildren(this.root);
    this.root.addEventListener('copy', (event) => this.#copy(event));
    if (highlights) for (const name of ['place', 'key', 'string', 'number', 'word']) CSS.highlights.set(name, new Highlight());
    this.observer = new IntersectionObserver((entries) => this.#colour(entries), { root: this.root, rootMargin: '400px' });
  }

  show(text) {
    this.observer.disconnect();
    for (const name of ['place', 'key', 'string', 'number', 'word']) if (highlights) CSS.highlights.get(name).clear();
    this.#lines = text.split(/\r\n|\n|\r/);
    this.#blocks = [];
    this.#tokens = { line: 0, list: [] };
    let rows = [];
    let number = 1;
    const flush = () => {
      if (rows.length) this.#blocks.push(rows);
      rows = [];
    };
    for (const line of this.#lines) {
      const pieces = Math.max(1, Math.ceil(line.length / WIDE));
      for (let i = 0; i < pieces; i++) {
        rows.push({ line: number, from: i * WIDE, text: pieces === 1 ? line : line.slice(i * WIDE, (i + 1) * WIDE), soft: i > 0 });
        if (rows.length === BLOCK) flush();
      }
      number++;
    }
    flush();
    this.#newline = text.includes('\r\n') ? '\r\n' : '\n';
    this.root.replaceChildren(...this.#blocks.map((block, index) => this.#element(block, this.#blocks[index + 1]?.[0])));
  }

  #element(block, following) {
    const pre = el('pre');
    let run = [];
    for (const [index, row] of block.entries()) {
      run.push(row);
      const next = block[index + 1] ?? following;
      const isInText = next && !next.soft; // the break after the row
      if (isInText && index + 1 < block.length) continue;
      pre.append(textNode(run, isInText ? '\n' : ''));
      if (!isInText) pre.append(el('br'));
      run = [];
    }
    const gutter = el('div', {
      className: 'gutter mono',
      textContent: block.map((row) => (row.soft ? '' : row.line)).join('\n'),
      attr: { 'aria-hidden': 'true' },
    });
    const element = el('div', { className: 'block' }, gutter, pre);
    element.style.height = `${block.length * LINE}px`;
    element.style.containIntrinsicHeight = `${block.length * LINE}px`;
    element.rows = block;
    this.observer.observe(element);
    return element;
  }

  /** Copies the text of the file, without line numbers and without breaks within its lines. */
  #copy(event) {
    const selected = getSelection().getRangeAt(0).cloneContents();
    for (const gutter of selected.querySelectorAll('.gutter')) gutter.remove();
    event.clipboardData.setData('text/plain', selected.textContent.replaceAll('\n', this.#newline));
    event.preventDefault();
  }

  #colour(entries) {
    if (!highlights) return;
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || target.coloured) continue;
      target.coloured = true;
      for (const row of target.rows) {
        const { line, from, text } = row;
        for (const { name, start, end } of this.#tokensOf(line)) {
          if (end > from && start < from + text.length) CSS.highlights.get(name).add(range(row, Math.max(0, start - from), end - from));
        }
      }
    }
  }

  /** The tokens at the beginning of a line, which may reach from one of its rows to the next. */
  #tokensOf(line) {
    if (this.#tokens.line !== line) {
      const list = Array.from(this.#lines[line - 1].slice(0, COLOURED).matchAll(TOKEN), (match) => ({
        name: match[1] ? (match[2] ? 'key' : 'string') : match[3] ? 'number' : 'word',
        start: match.index,
        end: match.index + (match[1] ?? match[0]).length,
      }));
      this.#tokens = { line, list };
    }
    return this.#tokens.list;
  }

  /** Scrolls to a place and marks the value there; column counts code points, from 1. */
  reveal(line, column = 1) {
    const text = this.#lines[line - 1];
    if (text === undefined) return;
    const start = utf16(text, column - 1);
    let y = 0;
    for (const [number, block] of this.#blocks.entries()) {
      for (const [index, row] of block.entries()) {
        if (row.line === line && start >= row.from && start <= row.from + WIDE) {
          this.#mark(row, start - row.from, valueLength(text, start));
          this.#band.style.top = `${index * LINE}px`;
          this.root.children[number].prepend(this.#band);
          this.root.scrollTop = Math.max(0, y - this.root.clientHeight / 3);
          const x = LEFT + (start - row.from) * this.#columnWidth();
          this.root.scrollLeft = x + 200 > this.root.clientWidth ? x - this.root.clientWidth / 2 : 0;
          return;
        }
        y += LINE;
      }
    }
  }

  #columnWidth() {
    const probe = el('span', { className: 'mono', textContent: '0'.repeat(10) });
    this.root.append(probe);
    const width = probe.getBoundingClientRect().width / 10;
    probe.remove();
    return width;
  }

  #mark(row, start, length) {
    if (!highlights) return;
    const place = CSS.highlights.get('place');
    place.clear();
    place.add(range(row, start, start + length));
  }
}

/** The text of rows in one node: an element for each row of a large text takes much time and memory. */
function textNode(rows, end) {
  const node = document.createTextNode(rows.map((row) => row.text).join('\n') + end);
  let at = 0;
  for (const row of rows) {
    row.node = node;
    row.at = at;
    at += row.text.length + 1;
  }
  return node;
}

/** A part of a row, as far as the row has it. */
function range({ node, at, text }, start, end) {
  const made = new Range();
  made.setStart(node, at + Math.min(start, text.length));
  made.setEnd(node, at + Math.min(end, text.length));
  return made;
}

/** The index of a code point in UTF-16. */
function utf16(text, points) {
  let index = 0;
  for (const c of text) {
    if (points-- <= 0) break;
    index += c.length;
  }
  return index;
}

/** How much of a line to mark: a string or a word, or one character. */
function valueLength(text, start) {
  const match = /^(?:"(?:[^"\\]|\\.)*"?|[\w.+-]+|.)/u.exec(text.slice(start, start + 2000));
  return match ? match[0].length : 1;
}

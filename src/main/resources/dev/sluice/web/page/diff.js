// The differences between the open workflow and another: a list, and one picture of both.
import { sectionsOf } from './changes.js';
import { el, plural, speak, visible } from './dom.js';
import { getJson } from './net.js';
import { idIn, overlay } from './overlay.js';
import { Stage } from './stage.js';

const MOST_CHOICES = 500;
const VERSIONS = [['head', 'The committed version (git HEAD)'], ['seen', 'The version shown before this one']];

export class Differences {
  other = '';
  #id = null;
  #model = null;
  #abort = null;
  #steps = [];
  #step = -1;

  /** items() are the workflows to choose from; onNode(id) is called for a node of the open one, onChoose() for another choice. */
  constructor(root, items, onNode, onChoose) {
    this.root = root;
    this.items = items;
    this.onNode = onNode;
    this.filter = el('input', { id: 'diffFilter', type: 'search', autocomplete: 'off', placeholder: 'Filter', on: { input: () => this.#choices() } });
    this.select = el('select', { id: 'diffWith', on: { change: () => this.#choose(this.select.value).then(onChoose) } });
    this.result = el('div', { className: 'more', tabIndex: 0, attr: { role: 'region', 'aria-label': 'Differences' } });
    const area = el(
      'div',
      { className: 'stage' },
      el('canvas', { className: 'canvas', attr: { 'aria-hidden': 'true' } }),
      el('div', { className: 'proxies', tabIndex: 0, attr: { role: 'listbox', 'aria-label': 'Nodes of both workflows' } }),
      el('canvas', { className: 'minimap', width: 160, height: 110, attr: { 'aria-hidden': 'true' } }),
    );
    this.stage = new Stage(area, { onSelect: (node) => this.#select(node), onOpenFinding() {}, onView() {}, onZoom() {} });
    const button = (text, label, action) => el('button', { type: 'button', textContent: text, title: label, attr: { 'aria-label': label }, on: { click: action } });
    this.moves = el('button', { type: 'button', textContent: 'Show moves', attr: { 'aria-pressed': 'false' }, on: { click: () => this.#toggleMoves() } });
    this.tools = el(
      'span',
      { className: 'steps', hidden: true },
      button('‹', 'Previous difference (P)', () => this.#walk(-1)),
      button('›', 'Next difference (N)', () => this.#walk(1)),
      button('Fit', 'Show all of the picture', () => this.stage.fit()),
      this.moves,
    );
    this.both = el('div', { className: 'both' }, this.result, area);
    this.area = area;
    this.root.replaceChildren(
      el(
        'div',
        { className: 'tools' },
        el('label', { htmlFor: 'diffWith', textContent: 'Compare with' }),
        el('label', { className: 'hidden', htmlFor: 'diffFilter', textContent: 'Filter the workflows to compare with' }),
        this.filter,
        this.select,
        this.tools,
      ),
      this.both,
    );
    this.root.addEventListener('keydown', (event) => this.#key(event));
    this.#draw(null);
  }

  /** Compares the workflow, whose model is given, with the one chosen before. */
  show(id, model) {
    this.#id = id;
    this.#model = model;
    this.#choices();
    return this.#choose(this.other);
  }

  #choices() {
    const text = this.filter.value.toLowerCase();
    const all = [...this.items()].filter((item) => item.id !== this.#id && item.path.toLowerCase().includes(text)).sort((a, b) => (a.path < b.path ? -1 : 1));
    const some = all.slice(0, MOST_CHOICES);
    const version = VERSIONS.find(([value]) => value === this.other);
    const kept = all.find((item) => item.id === this.other);
    if (kept && !some.includes(kept)) some.push(kept);
    const left = all.length - some.length;
    this.select.replaceChildren(
      el('option', { value: '', textContent: all.length ? 'Choose a version or a workflow' : 'No workflow matches' }),
      ...VERSIONS.map(([value, textContent]) => el('option', { value, textContent })),
      ...some.map((item) => el('option', { value: item.id, textContent: visible(item.path) })),
      ...(left > 0 ? [el('option', { disabled: true, textContent: `${left.toLocaleString('en')} more: filter them` })] : []),
    );
    this.select.value = kept || version ? this.other : '';
  }

  async #choose(other) {
    this.#abort?.abort();
    this.other = other;
    if (!other || other === this.#id) return this.#say('Choose another workflow to see what changes from this one to it, or an earlier version to see what has changed since.');
    const abort = (this.#abort = new AbortController());
    this.#say('Comparing…', ['Cancel', () => this.#cancel(abort)]);
    try {
      const answer = await getJson(`api/workflows/${this.#id}/diff?with=${other}`, abort.signal);
      if (!abort.signal.aborted) this.#render(answer);
    } catch (failure) {
      if (!abort.signal.aborted) this.#say(`These workflows cannot be compared: ${visible(failure.message)}`, ['Try again', () => this.#choose(other)]);
    }
  }

  #cancel(abort) {
    abort.abort();
    this.#say('The comparison was cancelled.', ['Compare again', () => this.#choose(this.other)]);
  }

  #say(text, action) {
    this.#draw(null);
    this.result.replaceChildren(
      el('p', { className: 'muted', textContent: text }),
      ...(action ? [el('button', { type: 'button', textContent: action[0], on: { click: action[1] } })] : []),
    );
  }

  get #isEarlier() {
    return VERSIONS.some(([value]) => value === this.other);
  }

  #render(answer) {
    const { differences, complete } = answer;
    const sections = sectionsOf(differences, this.#isEarlier, (difference) => this.#open(difference));
    if (!complete) {
      sections.unshift(
        el('p', { className: 'partial', textContent: 'Comparing took too long, so this list is incomplete, and renamed nodes may be listed as removed and added.' }),
      );
    }
    this.result.replaceChildren(...sections);
    this.#draw(this.#model && overlay(this.#model, answer, this.#isEarlier));
    this.#steps = [...this.result.querySelectorAll('button[data-node]')];
    speak(plural(differences.filter(({ kind }) => kind !== 'FOLDED').length, 'difference'));
  }

  /** Shows the picture of a model of both workflows, or none. */
  #draw(model) {
    this.#steps = [];
    this.#step = -1;
    this.area.hidden = this.tools.hidden = !model;
    this.both.classList.toggle('single', !model);
    this.moves.hidden = !model || ![...model.nodes.values()].some((node) => node.ghost);
    this.stage.show(model, false);
  }

  /** Opens a node of the open workflow, or shows one of the other in the picture. */
  #open(difference) {
    const id = idIn(difference, this.#isEarlier);
    if (this.#model?.nodes.has(id)) this.onNode(id);
    else this.#select(this.stage.model?.nodes.get(id), true);
  }

  #select(node, reveal = false) {
    this.stage.select(node ?? null, reveal);
    this.#step = this.#steps.findIndex((button) => button.dataset.node === node?.id);
    for (const button of this.#steps) button.closest('li').classList.toggle('current', button.dataset.node === node?.id);
    if (node) this.#steps[this.#step]?.scrollIntoView({ block: 'nearest' });
  }

  /** Goes to the next or previous difference of a node. */
  #walk(by) {
    const { length } = this.#steps;
    if (!length) return;
    const step = (this.#step + by + length + (this.#step < 0 && by < 0 ? 1 : 0)) % length;
    this.#select(this.stage.model.nodes.get(this.#steps[step].dataset.node), true);
    this.#step = step;
    speak(this.#steps[step].closest('li').textContent);
  }

  #toggleMoves() {
    this.stage.ghosts = !this.stage.ghosts;
    this.moves.setAttribute('aria-pressed', String(this.stage.ghosts));
    this.stage.invalidate();
  }

  #key(event) {
    if (/^(INPUT|SELECT)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (!by || this.tools.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    this.#walk(by);
  }
}

// The differences between the open workflow and another, in groups.
import { el, plural, visible } from './dom.js';
import { getJson } from './net.js';

const MOST_CHOICES = 500;
const MOST_SHOWN = 500;
const GROUPS = [
  ['Added', (kind) => kind === 'NODE_ADDED'],
  ['Removed', (kind) => kind === 'NODE_REMOVED'],
  ['Changed', (kind) => kind === 'NODE_CHANGED'],
  ['Renamed', (kind) => kind === 'NODE_RENAMED'],
  ['Connections', (kind) => kind.startsWith('CONNECTION_')],
  ['Other parts', () => true],
];
const FOLDED = { layout: 'moved or laid out otherwise', saved: 'saved at another time', runState: 'with another state of a run', spelling: 'written otherwise' };
const VERSIONS = [['head', 'The committed version (git HEAD)'], ['seen', 'The version shown before this one']];
const SIGNS = { ADDED: '+', REMOVED: '−' };

export class Differences {
  other = '';
  #id = null;
  #abort = null;

  /** items() are the workflows to choose from; onNode(id) is called for a node of the open one, onChoose() for another choice. */
  constructor(root, items, onNode, onChoose) {
    this.root = root;
    this.items = items;
    this.onNode = onNode;
    this.filter = el('input', { id: 'diffFilter', type: 'search', autocomplete: 'off', placeholder: 'Filter', on: { input: () => this.#choices() } });
    this.select = el('select', { id: 'diffWith', on: { change: () => this.#choose(this.select.value).then(onChoose) } });
    this.result = el('div', { className: 'more', attr: { role: 'region', 'aria-label': 'Differences' } });
    this.root.replaceChildren(
      el(
        'div',
        { className: 'tools' },
        el('label', { htmlFor: 'diffWith', textContent: 'Compare with' }),
        el('label', { className: 'hidden', htmlFor: 'diffFilter', textContent: 'Filter the workflows to compare with' }),
        this.filter,
        this.select,
      ),
      this.result,
    );
  }

  /** Compares the workflow with the one chosen before. */
  show(id) {
    this.#id = id;
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
    if (!other || other === this.#id) return this.#say('Choose a workflow to see what changes from the open one to it, or an earlier version.');
    const abort = (this.#abort = new AbortController());
    this.#say('Comparing…', ['Cancel', () => this.#cancel(abort)]);
    try {
      const { differences } = await getJson(`api/workflows/${this.#id}/diff?with=${other}`, abort.signal);
      if (!abort.signal.aborted) this.#render(differences);
    } catch (failure) {
      if (!abort.signal.aborted) this.#say(`These workflows cannot be compared: ${visible(failure.message)}`, ['Try again', () => this.#choose(other)]);
    }
  }

  #cancel(abort) {
    abort.abort();
    this.#say('The comparison was cancelled.', ['Compare again', () => this.#choose(this.other)]);
  }

  #say(text, action) {
    this.result.replaceChildren(
      el('p', { className: 'muted', textContent: text }),
      ...(action ? [el('button', { type: 'button', textContent: action[0], on: { click: action[1] } })] : []),
    );
  }

  #render(differences) {
    const folded = differences.find(({ kind }) => kind === 'FOLDED');
    const rest = new Set(differences.filter((each) => each !== folded));
    const sections = [];
    for (const [title, takes] of GROUPS) {
      const members = [...rest].filter(({ kind }) => takes(kind));
      for (const member of members) rest.delete(member);
      if (!members.length) continue;
      sections.push(
        el('h2', { textContent: `${title} (${members.length.toLocaleString('en')})` }),
        el('ul', { className: 'differences' }, ...members.slice(0, MOST_SHOWN).map((each) => this.#entry(each))),
      );
      if (members.length > MOST_SHOWN) sections.push(el('p', { className: 'muted', textContent: `and ${(members.length - MOST_SHOWN).toLocaleString('en')} more` }));
    }
    if (!sections.length) sections.push(el('p', { textContent: folded ? 'Nothing changes but:' : 'The workflows are the same.' }));
    if (folded) {
      const parts = Object.entries(FOLDED).filter(([name]) => folded[name]).map(([name, words]) => `${plural(folded[name], 'part')} ${words}`);
      sections.push(el('p', { className: 'muted', textContent: parts.join(', ') }));
    }
    this.result.replaceChildren(...sections);
  }

  #entry(difference) {
    const { kind, id, type, name, oldId, references, connection, changes = [] } = difference;
    const how = kind.split('_').at(-1);
    const className = { ADDED: 'added', REMOVED: 'removed' }[how] ?? 'changed';
    const entry = el('li', { className }, SIGNS[how] ? `${SIGNS[how]} ` : '');
    if (connection) {
      const [from, out, to, into] = connection.map(visible);
      entry.append(`${from}.${out} → ${to}.${into}`);
    } else if (id !== undefined) {
      const title = visible(name ?? id);
      entry.append(
        how === 'ADDED' ? title : el('button', { type: 'button', className: 'link', textContent: title, on: { click: () => this.onNode(oldId ?? id) } }),
        el('span', { className: 'muted', textContent: ` ${visible(type)}` }),
      );
      if (oldId !== undefined) entry.append(` ${visible(oldId)} → ${visible(id)}, ${plural(references, 'reference')}`);
    } else {
      entry.append(visible(kind.toLowerCase().replaceAll('_', ' ')), value(difference));
    }
    for (const change of changes) entry.append(value(change));
    return entry;
  }
}

/** A value before and after. */
function value({ path, before, after, change }) {
  const text = [before, after].filter((each) => each !== undefined).map((each) => visible(JSON.stringify(each)));
  return el('div', { className: 'mono' }, `${path === undefined ? '' : `${visible(path)}: `}${text.join(' → ') || visible(String(change ?? '')).toLowerCase()}`);
}

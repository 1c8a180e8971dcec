// One node: its type, findings, connections and config.
import { el, helpLink, visible } from './dom.js';
import { typeOf } from './types.js';

const LONG = 2000;
const SECRET = /passw|secret|token|api_?key|credential|private_?key|bearer/i;

export class Inspector {
  /** onNode(node), onFinding(finding), onSource(node), onClose(). */
  constructor(root, listener) {
    this.root = root;
    this.listener = listener;
  }

  show(node, model) {
    this.root.hidden = !node && !matchMedia('(max-width: 767px)').matches;
    if (!node) return this.root.replaceChildren(el('p', { className: 'muted', textContent: 'Select a node in the graph to see its details.' }));
    const type = node.placeholder ? null : typeOf(node.type, () => !this.root.hidden && this.node === node && this.show(node, model));
    this.node = node;
    const parts = [
      this.#button('×', () => this.listener.onClose(), { className: 'icon close', attr: { 'aria-label': 'Close the details' } }),
      el('h1', { dir: 'auto', textContent: visible(node.title) }),
      el('p', { className: 'muted' }, visible(node.type), node.category ? ` · ${node.category}` : ''),
      node.placeholder ? el('p', { className: 'sev error', textContent: '⨂ No node type has this name' }) : null,
      node.added ? el('p', { className: 'muted', textContent: 'Added when the workflow is loaded; it is not in the file.' }) : null,
      el('p', {}, el('span', { className: 'mono', textContent: visible(node.id) }), ' ', node.added ? null : this.#button('Source', () => this.listener.onSource(node), { className: 'link' })),
      ...this.#findings(node),
      ...this.#connections(node),
      ...this.#config(node, type),
      ...this.#ports(node),
      ...this.#migration(node),
      ...this.#variables(node, model),
    ];
    this.root.replaceChildren(...parts.filter(Boolean));
    this.root.scrollTop = 0;
  }

  #button(text, click, more = {}) {
    return el('button', { type: 'button', textContent: text, on: { click }, ...more });
  }

  #findings(node) {
    if (!node.findings.length) return [];
    return [
      el('h2', { textContent: 'Findings' }),
      el(
        'ul',
        {},
        ...node.findings.map((finding) =>
          el(
            'li',
            {},
            this.#button(`${signOf(finding.severity)} ${finding.code}`, () => this.listener.onFinding(finding), { className: `link sev ${finding.severity.toLowerCase()}` }),
            helpLink(finding.code),
            el('div', { textContent: visible(finding.message) }),
            finding.suggestion ? el('div', { className: 'muted', textContent: visible(finding.suggestion) }) : null,
          ),
        ),
      ),
    ];
  }

  #connections(node) {
    const line = (edge, incoming) => {
      const other = incoming ? edge.from : edge.to;
      const id = incoming ? edge.source : edge.target;
      const [mine, theirs] = incoming ? [edge.targetPort, edge.sourcePort] : [edge.sourcePort, edge.targetPort];
      return el(
        'li',
        {},
        el('span', { className: 'muted', textContent: `${visible(mine)} ${incoming ? '←' : '→'} ` }),
        other
          ? this.#button(visible(other.title), () => this.listener.onNode(other), { className: 'link' })
          : el('span', { className: 'sev error', textContent: `${visible(id)} (does not exist)` }),
        el('span', { className: 'muted', textContent: ` ${visible(theirs)}${edge.times > 1 ? ` ×${edge.times.toLocaleString('en')}` : ''}` }),
      );
    };
    if (!node.in.length && !node.out.length) return [];
    return [
      el('h2', { textContent: 'Connections' }),
      el('ul', {}, ...node.in.map((edge) => line(edge, true)), ...node.out.map((edge) => line(edge, false))),
    ];
  }

  #config(node, type) {
    const written = Object.entries(node.config ?? {});
    const defaults = (type?.properties ?? []).filter((property) => property.default !== undefined && !(property.name in (node.config ?? {})));
    if (!written.length && !defaults.length) return [];
    return [
      el('h2', { textContent: 'Config' }),
      el(
        'dl',
        {},
        ...written.flatMap(([key, value]) => [el('dt', { textContent: visible(key) }), el('dd', {}, this.#value(key, value))]),
        ...defaults.flatMap((property) => [
          el('dt', { textContent: visible(property.name) }),
          el('dd', {}, this.#value(property.name, property.default), ' ', el('span', { className: 'tag', textContent: 'default' })),
        ]),
      ),
    ];
  }

  #value(key, value) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const secret = isSecret(key, value);
    const cut = secret ? '••••••' : visible(text.slice(0, LONG));
    const shown = el('span', { dir: 'auto', className: 'mono', textContent: cut || '""' });
    if (!secret && text.length <= LONG) return shown;
    const all = this.#button(secret ? 'Show' : `Show all ${text.length.toLocaleString('en')} characters`, () => {
      shown.textContent = visible(text);
      all.remove();
    }, { className: 'link' });
    return el('span', {}, shown, ' ', all);
  }

  #ports(node) {
    const list = (side, title) =>
      node.ports[side].length || node[side]?.length
        ? [el('dt', { textContent: title }), el('dd', { textContent: [...new Set([...(node[side] ?? []), ...node.ports[side].map((port) => port.name)])].map(visible).join(', ') })]
        : [];
    return [el('h2', { textContent: 'Ports' }), el('dl', {}, ...list('inputs', 'in'), ...list('outputs', 'out'))];
  }

  #migration(node) {
    return node.declaredType
      ? [el('h2', { textContent: 'Migrated' }), el('p', { textContent: `The type in the file is ${visible(node.declaredType)}, which was replaced by ${visible(node.type)}.` })]
      : [];
  }

  #variables(node, model) {
    const text = JSON.stringify(node.config ?? {});
    const used = Object.keys(model.variables).filter((name) => text.includes(`{{${name}`));
    if (!used.length) return [];
    return [el('h2', { textContent: 'Variables used' }), el('p', { className: 'mono', textContent: used.map(visible).join(', ') })];
  }
}

/** Whether a value is hidden until it is asked for: by its key, or because a member of it is a secret. */
export function isSecret(key, value) {
  const named = SECRET.test(key);
  if (typeof value === 'string') return named && value.length > 0 && !value.startsWith('{{');
  if (value === null || typeof value !== 'object') return false;
  return named || Object.entries(value).some(([name, inner]) => isSecret(name, inner));
}

export function signOf(severity) {
  return { ERROR: '⨂', WARNING: '⚠', INFO: 'ℹ' }[severity] ?? '';
}

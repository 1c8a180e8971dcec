// The nodes as options of a list box over the picture, for speech and magnifiers.
import { el, plural, visible } from './dom.js';

const MOST = 64;

let count = 0;

export class Proxies {
  constructor(list) {
    this.list = list;
  }

  clear() {
    this.list.replaceChildren();
  }

  /** Elements over the selected node, its neighbours and what is on screen. */
  draw({ model, selected }, seen, view, k) {
    const wanted = new Set(selected ? [selected, ...neighbours(selected)] : []);
    for (const node of seen) {
      if (wanted.size >= MOST) break;
      wanted.add(node);
    }
    const kept = new Map([...this.list.children].map((child) => [child.node, child]));
    const now = [...wanted].map((node) => this.#placed(kept.get(node) ?? this.#made(node, model), node, node === selected, model, view, k));
    if (now.length !== this.list.children.length || now.some((option, i) => this.list.children[i] !== option)) {
      this.list.replaceChildren(...now);
    }
    const current = selected && now.find((option) => option.node === selected);
    if (current) this.list.setAttribute('aria-activedescendant', current.id);
    else this.list.removeAttribute('aria-activedescendant');
  }

  #made(node, model) {
    return el('div', { id: `proxy-${++count}`, attr: { role: 'option', 'aria-label': spoken(node, model) } });
  }

  #placed(option, node, isSelected, model, view, k) {
    option.node = node;
    Object.assign(option.style, {
      left: `${(node.at[0] - view.x) * k}px`,
      top: `${(node.at[1] - view.y) * k}px`,
      width: `${node.w * k}px`,
      height: `${node.h * k}px`,
    });
    option.setAttribute('aria-selected', String(isSelected));
    option.setAttribute('aria-setsize', String(model.order.length));
    option.setAttribute('aria-posinset', String(node.index + 1));
    return option;
  }
}

export function neighbours(node) {
  return [...new Set([...node.out.map((edge) => edge.to), ...node.in.map((edge) => edge.from)].filter(Boolean))];
}

/** The label of a node for screen readers. */
export function spoken(node, model) {
  const names = (edges, end) => [...new Set(edges.map((edge) => edge[end]?.title ?? 'a node that does not exist'))].map(visible);
  const parts = [visible(node.title), visible(node.type)];
  parts.push(`${node.index + 1} of ${model.order.length}`);
  if (node.placeholder) parts.push('unknown type');
  for (const [severity, noun] of [['ERROR', 'error'], ['WARNING', 'warning']]) {
    const count = node.findings.filter((finding) => finding.severity === severity).length;
    if (count) parts.push(plural(count, noun));
  }
  if (node.in.length) parts.push(`from ${names(node.in, 'from').join(' and ')}`);
  if (node.out.length) parts.push(`to ${names(node.out, 'to').join(' and ')}`);
  return parts.join(', ');
}

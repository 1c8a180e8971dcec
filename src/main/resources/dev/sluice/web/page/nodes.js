// The nodes as a plain list with their connections as links, for screen readers and for print.
import { el, plural, visible } from './dom.js';
import { signOf } from './inspector.js';
import { worstOf } from './paint.js';

const FIRST = 300;

export function nodeList(model, onNode, all = false) {
  const order = model.order ?? [];
  const shown = all ? order : order.slice(0, FIRST);
  const list = el('ol', { className: 'nodes' }, ...shown.map((node) => entry(node, onNode)));
  const box = el('div', { className: 'more' }, el('p', { className: 'muted', textContent: `${plural(order.length, 'node')} in flow order` }), list);
  if (shown.length < order.length) {
    box.append(
      el('button', {
        type: 'button',
        textContent: `Show all ${order.length.toLocaleString('en')}`,
        on: { click: () => box.replaceWith(nodeList(model, onNode, true)) },
      }),
    );
  }
  return box;
}

function entry(node, onNode) {
  const link = (to, fallback) =>
    to
      ? el('button', { type: 'button', className: 'link', textContent: visible(to.title), on: { click: () => onNode(to) } })
      : el('span', { className: 'sev error', textContent: `${visible(fallback)} (does not exist)` });
  const ends = new Map(node.out.map((edge) => [edge.target, edge.to]));
  const worst = worstOf(node.findings);
  return el(
    'li',
    {},
    link(node),
    el('span', { className: 'muted', textContent: ` ${visible(node.type)} ` }),
    worst ? el('span', { className: `sev ${worst.toLowerCase()}`, textContent: `${signOf(worst)} ${plural(node.findings.length, 'finding')}` }) : null,
    ...(ends.size ? [el('div', { className: 'muted' }, 'to ', ...[...ends].flatMap(([id, to], i) => [i ? ', ' : '', link(to, id)]))] : []),
  );
}

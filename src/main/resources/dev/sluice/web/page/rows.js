// The content of a row of the list: for a workflow, or for a hit of a search.
import { el, plural, shortened, visible } from './dom.js';

/** The counts of a workflow, or why it is rejected. */
export function details(item) {
  const parts = [];
  const add = (className, text) => parts.push(el('span', className ? { className, textContent: text } : { textContent: text }));
  if (item.code) {
    add('sev error', `⨂ ${item.code}`);
    if (item.line) add('', ` · line ${item.line}`);
    return parts;
  }
  add('', plural(item.nodeCount ?? 0, 'node'));
  if (item.errors) add('sev error', ` · ⨂ ${plural(item.errors, 'error')}`);
  if (item.warnings) add('sev warning', ` · ⚠ ${plural(item.warnings, 'warning')}`);
  if (item.kind && item.kind !== 'workflow') add('', ` · ${item.kind}`);
  if (item.categories?.length) add('', ` · ${item.categories[0]}`); // last, as a narrow list cuts it
  return parts;
}

/** The field, the value and the place of a hit. */
export function hitDetails({ hit, path }) {
  return [el('span', { textContent: `${visible(hit.field)} = ${shortened(hit.excerpt, 60)} · ${shortened(path, 40)}:${hit.line}` })];
}

// The content of a row of the list: for a workflow, or for a hit of a search.
import { el, plural, shortened, visible } from './dom.js';

/** The counts of a workflow, or why it is rejected. */
export function details(item) {
  const parts = [];
  if (item.code) {
    parts.push(severe('error', `⨂ ${item.code}`));
    if (item.line) parts.push(` · line ${item.line}`);
    return parts;
  }
  parts.push(plural(item.nodeCount ?? 0, 'node'));
  if (item.errors) parts.push(' · ', severe('error', `⨂ ${plural(item.errors, 'error')}`));
  if (item.warnings) parts.push(' · ', severe('warning', `⚠ ${plural(item.warnings, 'warning')}`));
  if (item.kind && item.kind !== 'workflow') parts.push(` · ${item.kind}`);
  if (item.categories?.length) parts.push(` · ${item.categories[0]}`); // last, as a narrow list cuts it
  return parts;
}

function severe(severity, textContent) {
  return el('span', { className: `sev ${severity}`, textContent });
}

/** The field, the value and the place of a hit. */
export function hitDetails({ hit, path }) {
  return [el('span', { textContent: `${visible(hit.field)} = ${shortened(hit.excerpt, 60)} · ${shortened(path, 40)}:${hit.line}` })];
}

// The orders of the list, what its filters keep, and which texts are queries for the server.

export const SORTS = {
  path: ['Path', (a, b) => (a.path < b.path ? -1 : 1)],
  name: ['Name', (a, b) => (a.name ?? a.path).localeCompare(b.name ?? b.path, 'en')],
  modified: ['Newest', (a, b) => (a.modified < b.modified ? 1 : -1)],
  nodes: ['Most nodes', (a, b) => (b.nodeCount ?? 0) - (a.nodeCount ?? 0)],
  problems: ['Most problems', (a, b) => weight(b) - weight(a)],
};

export const FINDINGS = {
  '': ['All', () => true],
  rejected: ['Rejected', (item) => !item.accepted],
  error: ['Errors', (item) => item.errors > 0],
  warning: ['Warnings', (item) => item.warnings > 0],
  clean: ['No problems', (item) => item.accepted && !item.errors && !item.warnings],
};

function weight(item) {
  return (item.accepted ? 0 : 1e9) + (item.errors ?? 0) * 1e4 + (item.warnings ?? 0);
}

/** The text in which the words of the filter are searched. */
export function textOf(item) {
  item.text ??= [item.path, item.name, item.description, item.kind, ...(item.nodeTypes ?? []), ...(item.variableNames ?? [])]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
  return item.text;
}

const FIELDS =
  'type|declared|category|id|name|text|port|from|to|conn|finding|severity|var|setting|meta|frame|kind|file|nodes|connections|is|config';
const OPERATOR = new RegExp(`(^|[\\s(-])(${FIELDS})(\\.\\S+|!?[:=~<>])|(^|[\\s-])(has|next|prev)\\(|\\|\\s*(files|nodes|connections)\\b|(^|\\s)(AND|OR|NOT)(\\s|$)`);

/** Whether a text has operators, so that the server has to answer it. */
export function isQuery(text) {
  return OPERATOR.test(text);
}

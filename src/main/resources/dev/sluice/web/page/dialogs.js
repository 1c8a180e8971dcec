// The help, and the report on a file that was dropped on the page.
import { byId, el, helpLink, plural, settings, visible } from './dom.js';
import { signOf } from './inspector.js';
import { post, Problem } from './net.js';

const KEYS = [
  ['/', 'search the workflows'],
  ['F6, Shift+F6', 'next or previous part of the page'],
  ['E, Shift+E', 'next or previous finding'],
  ['→ ←', 'follow the flow forwards or backwards'],
  ['↑ ↓', 'other branches of the same node'],
  ['N, Shift+N', 'next or previous node in flow order'],
  ['N, P', 'in the differences: next or previous one'],
  ['Home, End', 'first or last node'],
  ['Backspace', 'go back to the node you came from'],
  ['Enter', 'to the details of the node'],
  ['S, G', 'to the source, or back to the graph'],
  ['Shift+arrows', 'move the picture'],
  ['+ − 0 F', 'zoom in, zoom out, 100 %, fit'],
  ['Ctrl+F', 'find in the workflow'],
  ['Esc', 'clear the selection'],
];

function show(title, ...content) {
  const dialog = byId('dialog');
  const close = el('button', { type: 'button', textContent: 'Close', on: { click: () => dialog.close() } });
  dialog.replaceChildren(el('h1', { id: 'dialogTitle', textContent: title }), ...content, close);
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0; // and not where the focus is
}

export function openHelp() {
  const off = settings.get('letters') === 'off';
  show(
    'Keyboard and help',
    el(
      'table',
      {},
      el('tbody', {}, ...KEYS.map(([key, what]) => el('tr', {}, el('th', { scope: 'row', textContent: key }), el('td', { textContent: what })))),
    ),
    el('p', { className: 'muted', textContent: 'The wheel moves the picture; with Ctrl it zooms. Drop a file on the page to check it.' }),
    el(
      'p',
      {},
      el('button', {
        type: 'button',
        textContent: 'Use single-letter keys',
        attr: { 'aria-pressed': String(!off) },
        on: {
          click: (event) => {
            const now = settings.get('letters') === 'off' ? 'on' : 'off';
            settings.set('letters', now);
            event.currentTarget.setAttribute('aria-pressed', String(now === 'on'));
          },
        },
      }),
    ),
  );
}

/** Sends a file to the server, which checks it while it arrives, and shows the report. */
export async function openReport(file) {
  const name = visible(file.name);
  show(`Checking ${name}`, el('p', { textContent: `${file.size.toLocaleString('en')} bytes` }));
  try {
    const report = await post('api/validate', file, 'application/octet-stream');
    result(name, 'This file is accepted.', report.findings ?? []);
  } catch (failure) {
    const known = failure instanceof Problem;
    const reason = known ? `This file is not accepted: ${visible(failure.message)}` : `The server cannot be reached: ${visible(failure.message)}`;
    result(name, reason, (known && failure.body.findings) || []);
  }
}

function result(name, verdict, findings) {
  show(
    name,
    el('p', { textContent: verdict }),
    el('p', { className: 'muted', textContent: plural(findings.length, 'finding') }),
    el(
      'table',
      {},
      el(
        'tbody',
        {},
        ...findings.slice(0, 100).map((finding) =>
          el(
            'tr',
            {},
            el('td', { className: `nowrap sev ${finding.severity.toLowerCase()}`, textContent: `${signOf(finding.severity)} ${finding.code}` }),
            el('td', {}, helpLink(finding.code)),
            el('td', { dir: 'auto', textContent: visible(finding.message) }),
            el('td', { className: 'nowrap mono', textContent: finding.line ? `${finding.line}:${finding.column}` : '' }),
          ),
        ),
      ),
    ),
  );
}

/** Checks a file that is dropped on the page. */
export function listenForFiles() {
  const isFile = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  let depth = 0;
  addEventListener('dragenter', (event) => {
    if (isFile(event) && ++depth) document.body.classList.add('drop');
  });
  addEventListener('dragleave', () => {
    if (--depth <= 0) document.body.classList.remove('drop');
  });
  addEventListener('dragover', (event) => isFile(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    depth = 0;
    document.body.classList.remove('drop');
    if (!isFile(event)) return;
    event.preventDefault();
    if (event.dataTransfer.files[0]) openReport(event.dataTransfer.files[0]);
  });
}

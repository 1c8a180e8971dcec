// One line above the workflow: a problem, its reason, and an action.
import { byId, el } from './dom.js';
import { Problem } from './net.js';

/** Shows a text with one action, a label and a function; nothing for no text. */
export function banner(text, kind = '', action = null) {
  const box = byId('banner');
  box.hidden = !text;
  box.className = `banner ${kind}`;
  box.replaceChildren(text ?? '', ...(action ? [' ', el('button', { type: 'button', textContent: action[0], on: { click: action[1] } })] : []));
}

/** Why a workflow cannot be shown, in one sentence. */
export function reasonOf(failure, shown = 'What could be read is shown.') {
  if (!(failure instanceof Problem)) return `The server cannot be reached: ${failure.message}`;
  const { status, body } = failure;
  if (status === 401) return 'The server asks for a token: open the link that sluice serve printed.';
  if (body.code === 'CHANGED_WHILE_READING') return 'The file was changed while it was read.';
  if (status === 404) return 'This workflow is no longer in the directory.';
  if (status === 503) return `The server is busy: ${failure.message}.`;
  const at = body.line ? ` (line ${body.line}, column ${body.column})` : '';
  const limit = body.code === 'LIMIT_EXCEEDED' ? ' Start sluice serve with --limits trusted to show it.' : '';
  return `This file is not accepted: ${failure.message}${at}.${limit} ${shown}`;
}

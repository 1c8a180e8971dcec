// The text of the open workflow: fetched when its tab is shown, and again when the file has changed.
import { banner, reasonOf } from './banner.js';
import { byId } from './dom.js';
import { getText } from './net.js';
import { Source } from './source.js';

export class Text {
  #source = new Source(byId('panelSource'));
  #text = '';
  #of = null;

  /** Marks the text as outdated, so that it is fetched again. */
  forget() {
    this.#of = null;
  }

  /** Shows the text of a workflow, and in it the place of a finding, a line or a node. */
  async show(id, place, signal) {
    if (this.#of !== id) {
      let text;
      try {
        text = await getText(`api/workflows/${id}/source`, signal);
      } catch (failure) {
        if (failure.name !== 'AbortError') banner(reasonOf(failure), 'error');
        return;
      }
      if (signal?.aborted) return;
      this.#text = text;
      this.#of = id;
      this.#source.show(text);
    }
    if (place?.line) this.#source.reveal(place.line, place.column);
    else if (place?.node) {
      const at = findNode(this.#text, place.node.id);
      if (at) this.#source.reveal(...at);
    }
  }

  /** Shows a changed text at the scroll position, or at a place if the text is at its beginning. */
  async reload(id, place, signal) {
    const box = byId('panelSource').querySelector('.source');
    const top = box.scrollTop;
    await this.show(id, top ? null : place, signal);
    if (top) box.scrollTop = top;
  }
}

/** The line and column where a node is written: its key, or its id in a list. */
function findNode(text, id) {
  const key = JSON.stringify(id).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`${key}\\s*:\\s*\\{`).exec(text) ?? new RegExp(`"(?:node_id|id)"\\s*:\\s*${key}`).exec(text);
  if (!match) return null;
  const before = text.slice(0, match.index).split(/\r\n|\n|\r/);
  return [before.length, [...before.at(-1)].length + 1];
}

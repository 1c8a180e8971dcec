// Finds nodes of the open workflow: the others are dimmed, and the hits are walked in flow order.
import { byId } from './dom.js';

export class Finder {
  #hits = [];
  #hit = -1;
  #before = null;

  /** onHit(node) is called for each hit that is stepped to. */
  constructor(stage, onHit) {
    this.stage = stage;
    this.onHit = onHit;
    this.box = byId('find');
    this.box.addEventListener('input', () => this.find());
    this.box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#step(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') this.#leave();
    });
  }

  /** Searches for all words in the id, title, type and config, including the variables that the config uses. */
  find() {
    const words = this.box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { model } = this.stage;
    this.#hit = -1;
    if (!words.length || !model) {
      this.#hits = [];
      this.stage.mark(null);
      byId('hits').value = '';
      return;
    }
    this.#before ??= { camera: this.stage.camera, model };
    this.#hits = model.order.filter((node) => {
      node.text ??= `${node.id}\n${node.title}\n${node.type}\n${JSON.stringify(node.config)}`.toLowerCase();
      return words.every((word) => node.text.includes(word));
    });
    this.stage.mark(this.#hits);
    byId('hits').value = this.#hits.length || 'none';
  }

  #step(by) {
    const { length } = this.#hits;
    if (!length) return;
    this.#hit = (this.#hit + by + length + (this.#hit < 0 && by < 0 ? 1 : 0)) % length;
    byId('hits').value = `${this.#hit + 1}/${length}`;
    this.onHit(this.#hits[this.#hit]);
  }

  /** Ends the search and shows what was on screen before. */
  #leave() {
    this.box.value = '';
    this.find();
    if (this.#before?.model === this.stage.model) this.stage.look(this.#before.camera);
    this.#before = null;
    byId('proxies').focus();
  }
}

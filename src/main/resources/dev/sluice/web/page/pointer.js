// Pointer control of the picture: one finger or the mouse pans, two fingers or the wheel zoom.
import { centred } from './camera.js';
import { minimapPoint } from './minimap.js';

const MOVE = 4; // pixels after which a press is not a click
const LINE = 20; // pixels of a line that a wheel turns

export class Pointer {
  #stage;
  #pointers = new Map();
  #moved = false;

  constructor(stage) {
    this.#stage = stage;
    const { list } = stage;
    list.addEventListener('pointerdown', (event) => this.#down(event));
    list.addEventListener('pointermove', (event) => this.#move(event));
    list.addEventListener('pointerup', (event) => this.#up(event));
    list.addEventListener('pointercancel', (event) => this.#up(event));
    list.addEventListener('dblclick', (event) => stage.zoomTo(stage.camera.k * 1.5, ...this.#at(event)));
    list.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    stage.minimap.addEventListener('pointerdown', (event) => {
      stage.minimap.setPointerCapture(event.pointerId);
      this.#jump(event);
    });
    stage.minimap.addEventListener('pointermove', (event) => this.#jump(event));
    stage.minimap.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
  }

  #at(event) {
    const box = this.#stage.area.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #down(event) {
    if (event.button > 1) return;
    this.#stage.list.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#at(event));
    if (this.#pointers.size === 1) this.#moved = false;
  }

  #move(event) {
    const { list } = this.#stage;
    const before = this.#pointers.get(event.pointerId);
    const point = this.#at(event);
    if (!before) {
      list.title = this.#stage.tooltip(point);
    } else if (this.#pointers.size === 2) {
      this.#pinch(event.pointerId, point);
    } else if (this.#moved || Math.hypot(point[0] - before[0], point[1] - before[1]) > MOVE) {
      this.#moved = true;
      list.classList.add('panning');
      this.#stage.pan(point[0] - before[0], point[1] - before[1]);
      this.#pointers.set(event.pointerId, point);
    }
  }

  #up(event) {
    const single = this.#pointers.size === 1;
    if (!this.#pointers.delete(event.pointerId)) return;
    this.#stage.list.classList.remove('panning');
    if (event.type === 'pointerup' && single && !this.#moved) this.#stage.click(this.#at(event), event.pointerType === 'touch');
  }

  #pinch(id, point) {
    const [other] = [...this.#pointers].filter(([key]) => key !== id).map(([, value]) => value);
    const before = this.#pointers.get(id);
    const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
    const is = Math.hypot(point[0] - other[0], point[1] - other[1]);
    this.#moved = true;
    this.#pointers.set(id, point);
    if (was > 1) this.#stage.zoomTo((this.#stage.camera.k * is) / was, (point[0] + other[0]) / 2, (point[1] + other[1]) / 2);
    this.#stage.pan((point[0] - before[0]) / 2, (point[1] - before[1]) / 2);
  }

  #wheel(event) {
    event.preventDefault();
    const stage = this.#stage;
    const unit = event.deltaMode === 1 ? LINE : 1;
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
    if (event.ctrlKey || event.metaKey || stage.wheelZooms) stage.zoomTo(stage.camera.k * Math.exp(-dy / 300), ...this.#at(event));
    else if (event.shiftKey) stage.pan(-(dx || dy), 0);
    else stage.pan(-dx, -dy);
  }

  #jump(event) {
    const { extent, minimap, camera, size } = this.#stage;
    if (event.buttons !== 1 || !extent) return;
    const [wx, wy] = minimapPoint(minimap, extent, event);
    this.#stage.look(centred(wx, wy, camera.k, size));
  }
}

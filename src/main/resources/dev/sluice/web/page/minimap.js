// The whole workflow in a corner, with the part that is on screen.
import { worstOf } from './paint.js';

function mapping(map, extent) {
  const scale = Math.min((map.clientWidth - 8) / Math.max(1, extent.w), (map.clientHeight - 8) / Math.max(1, extent.h));
  return {
    scale,
    x: (map.clientWidth - extent.w * scale) / 2 - extent.x * scale,
    y: (map.clientHeight - extent.h * scale) / 2 - extent.y * scale,
  };
}

/** The point of the world under a pointer. */
export function minimapPoint(map, extent, event) {
  const box = map.getBoundingClientRect();
  const to = mapping(map, extent);
  return [(event.clientX - box.left - to.x) / to.scale, (event.clientY - box.top - to.y) / to.scale];
}

const drawn = new WeakMap();

export function drawMinimap(map, colour, model, extent, view) {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const [w, h] = [map.clientWidth, map.clientHeight];
  if (!w) return;
  const to = mapping(map, extent);
  const key = [model.nodes.size, model.findings.length, extent.x, extent.y, extent.w, extent.h, w, h, colour.bg].join();
  let picture = drawn.get(map);
  if (!picture || picture.key !== key || picture.model !== model) {
    const canvas = new OffscreenCanvas(w * ratio, h * ratio);
    const c = canvas.getContext('2d');
    c.scale(ratio, ratio);
    let isWhole = true;
    for (const node of model.nodes.values()) {
      // nodes that have arrived since the last layout have no place yet
      if (!node.at) {
        isWhole = false;
        continue;
      }
      const worst = worstOf(node.findings);
      c.fillStyle = worst === 'ERROR' ? colour.error : worst === 'WARNING' ? colour.warn : colour.edge;
      c.fillRect(node.at[0] * to.scale + to.x, node.at[1] * to.scale + to.y, Math.max(2, node.w * to.scale), Math.max(2, node.h * to.scale));
    }
    picture = { key, model, canvas };
    if (isWhole) drawn.set(map, picture);
  }
  if (map.width !== w * ratio) {
    map.width = w * ratio;
    map.height = h * ratio;
  }
  const c = map.getContext('2d');
  c.setTransform(1, 0, 0, 1, 0, 0);
  c.clearRect(0, 0, map.width, map.height);
  c.drawImage(picture.canvas, 0, 0);
  c.scale(ratio, ratio);
  c.strokeStyle = colour.accent;
  c.lineWidth = 2;
  c.strokeRect(view.x * to.scale + to.x, view.y * to.scale + to.y, view.w * to.scale, view.h * to.scale);
}

// The part of the world that is on screen: x and y of its corner, and k, the pixels of a unit.
// Each function gives another camera.

const MAX_ZOOM = 3;
const MARGIN = 64;

/** The zoom at which a box fits, at most 100 %. */
function fitZoom(box, { w, h }) {
  return box ? Math.min(1, Math.max(1e-6, Math.min((w - MARGIN) / Math.max(box.w, 1), (h - MARGIN) / Math.max(box.h, 1)))) : 1;
}

/** A whole box, centred on the screen. */
export function fitted(box, size) {
  return centred(box.x + box.w / 2, box.y + box.h / 2, fitZoom(box, size), size);
}

/** A point of the world, centred on the screen. */
export function centred(x, y, k, { w, h }) {
  return { k, x: x - w / 2 / k, y: y - h / 2 / k };
}

/** Zoomed around a point of the screen, which stays where it is; never smaller than what fits. */
export function zoomed({ x, y, k }, to, px, py, box, size) {
  const next = Math.min(MAX_ZOOM, Math.max(Math.min(0.05, fitZoom(box, size)), to));
  return { k: next, x: x + px / k - px / next, y: y + py / k - py / next };
}

/** Moved by pixels. */
export function panned({ x, y, k }, dx, dy) {
  return { k, x: x - dx / k, y: y - dy / k };
}

/** Moved as little as shows a box so that it can be read; null if it is on screen already. */
export function revealing({ x, y, k }, box, size) {
  const next = Math.max(k, 0.55);
  const left = (box.x - x) * k;
  const top = (box.y - y) * k;
  const inside = left >= 0 && top >= 0 && left + box.w * next <= size.w && top + box.h * next <= size.h;
  return inside && next === k ? null : centred(box.x + box.w / 2, box.y + box.h / 2, next, size);
}

// The picture: a camera over the world, what the pointer and the keys do, and the nodes as options
// of a list box for those who do not see the canvas.
import { byId, el, plural, visible } from './dom.js';
import { bounds, boxOf, curve, Grid, shape } from './geometry.js';
import { isExec } from './model.js';
import { drawMinimap, minimapPoint } from './minimap.js';
import { colours, drawBadge, drawDangling, drawFrame, drawNode, traceEdge, worstOf } from './paint.js';

const MAX_ZOOM = 3;
const MOVING_PIXELS = 1.3e6;
const REST_PIXELS = 8.3e6;
const MAX_PROXIES = 64;

export class Stage {
  model = null;
  camera = { x: 0, y: 0, k: 1 };
  selected = null;
  hits = null;
  wheelZooms = false;
  #grid = new Grid();
  #edgeGrid = new Grid();
  #extent = null;
  #dirty = false;
  #slow = 0;
  #sharpAt = 0;
  #pointers = new Map();
  #moved = false;
  #lastDraw = 0;

  /** onSelect(node or null), onOpenFinding(finding), onView() when the camera has moved. */
  constructor(listener) {
    this.listener = listener;
    this.canvas = byId('canvas');
    this.context = this.canvas.getContext('2d');
    this.area = byId('stage');
    this.list = byId('proxies');
    this.minimap = byId('minimap');
    this.colour = colours();
    for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)']) {
      matchMedia(query).addEventListener('change', () => this.retheme());
    }
    new ResizeObserver(() => this.#resized()).observe(this.area);
    this.#listen();
  }

  retheme() {
    this.colour = colours();
    this.invalidate();
  }

  /** Shows a model; the camera stays if the model is another state of the same document. */
  show(model, keepView) {
    this.model = model;
    this.hits = null;
    this.selected = keepView && this.selected ? (model?.nodes.get(this.selected.id) ?? null) : null;
    this.rebuild();
    if (!keepView) this.fit();
  }

  /** Sizes all nodes and sorts them into the grid, after the model has changed. */
  rebuild() {
    this.#grid = new Grid();
    this.#edgeGrid = new Grid();
    this.#extent = null;
    if (this.model) {
      this.model.index();
      if ([...this.model.nodes.values()].some((node) => !node.at)) this.model.layout();
      const boxes = [];
      for (const node of this.model.nodes.values()) {
        shape(node, node === this.selected);
        const box = boxOf(node);
        boxes.push(box);
        this.#grid.add(node, box);
      }
      for (const edge of this.model.edges) {
        if (!edge.from && !edge.to) continue;
        this.#edgeGrid.add(edge, bounds(curve(edge).map(([x, y]) => ({ x, y, w: 0, h: 0 }))));
      }
      for (const frame of this.model.frames) boxes.push({ x: frame.at[0], y: frame.at[1] - 24, w: frame.size[0], h: frame.size[1] + 24 });
      this.#extent = bounds(boxes);
    }
    this.invalidate();
  }

  get extent() {
    return this.#extent;
  }

  // ---- camera

  #least() {
    return Math.min(0.05, this.#fitZoom());
  }

  #fitZoom() {
    const { clientWidth: w, clientHeight: h } = this.area;
    const box = this.#extent;
    return box ? Math.min(1, Math.max(1e-6, Math.min((w - 64) / Math.max(box.w, 1), (h - 64) / Math.max(box.h, 1)))) : 1;
  }

  fit() {
    const box = this.#extent;
    if (!box) return this.invalidate();
    const k = this.#fitZoom();
    this.look({
      k,
      x: box.x + box.w / 2 - this.area.clientWidth / 2 / k,
      y: box.y + box.h / 2 - this.area.clientHeight / 2 / k,
    });
  }

  look(camera) {
    this.camera = camera;
    this.invalidate();
    this.listener.onView();
  }

  /** Zooms around a point of the screen, which stays where it is. */
  zoomTo(k, px = this.area.clientWidth / 2, py = this.area.clientHeight / 2) {
    const next = Math.min(MAX_ZOOM, Math.max(this.#least(), k));
    const { x, y, k: before } = this.camera;
    this.look({ k: next, x: x + px / before - px / next, y: y + py / before - py / next });
  }

  pan(dx, dy) {
    const { x, y, k } = this.camera;
    this.look({ k, x: x - dx / k, y: y - dy / k });
  }

  /** Brings a node into view, moving as little as possible. */
  reveal(node) {
    const k = Math.max(this.camera.k, 0.55);
    const { clientWidth: w, clientHeight: h } = this.area;
    const box = boxOf(node);
    const left = (box.x - this.camera.x) * this.camera.k;
    const top = (box.y - this.camera.y) * this.camera.k;
    const inside = left >= 0 && top >= 0 && left + box.w * k <= w && top + box.h * k <= h;
    if (inside && k === this.camera.k) return this.invalidate();
    this.look({ k, x: box.x + box.w / 2 - w / 2 / k, y: box.y + box.h / 2 - h / 2 / k });
  }

  select(node, reveal = false) {
    if (this.selected !== node) {
      const before = this.selected;
      this.selected = node;
      if (before || node) this.rebuild();
    }
    if (node && reveal) this.reveal(node);
    this.invalidate();
  }

  // ---- drawing

  invalidate() {
    if (this.#dirty) return;
    this.#dirty = true;
    requestAnimationFrame((now) => {
      this.#dirty = false;
      this.#draw(now);
    });
  }

  #resized() {
    this.invalidate();
  }

  #size(moving) {
    const { clientWidth: w, clientHeight: h } = this.area;
    let scale = Math.min(devicePixelRatio || 1, 2, Math.sqrt(REST_PIXELS / Math.max(1, w * h)));
    if (moving) scale = Math.min(scale, Math.sqrt(MOVING_PIXELS / Math.max(1, w * h)));
    const [cw, ch] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
    if (this.canvas.width !== cw || this.canvas.height !== ch) {
      this.canvas.width = cw;
      this.canvas.height = ch;
    }
    return scale;
  }

  #draw(now) {
    const elapsed = now - this.#lastDraw;
    this.#lastDraw = now;
    if (elapsed < 100) this.#slow = elapsed > 20 ? this.#slow + 1 : 0;
    const coarse = this.#slow >= 2;
    if (coarse) {
      clearTimeout(this.#sharpAt);
      this.#sharpAt = setTimeout(() => {
        this.#slow = 0;
        this.invalidate();
      }, 120);
    }
    const scale = this.#size(coarse);
    const c = this.context;
    const { x, y, k } = this.camera;
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.fillStyle = this.colour.canvas;
    c.fillRect(0, 0, this.canvas.width, this.canvas.height);
    byId('zoom').value = `${k < 0.01 ? (k * 100).toPrecision(1) : Math.round(k * 100)} %`;
    if (!this.model) {
      this.list.replaceChildren();
      return;
    }
    c.setTransform(scale * k, 0, 0, scale * k, -x * k * scale, -y * k * scale);
    const view = { x, y, w: this.area.clientWidth / k, h: this.area.clientHeight / k };
    const seen = [...this.#grid.within({ x: view.x - 20, y: view.y - 20, w: view.w + 40, h: view.h + 40 })];
    for (const frame of this.model.frames) drawFrame(c, this.colour, frame, k);
    this.#drawEdges(c, view, k);
    for (const node of seen) {
      drawNode(c, this.colour, node, k, { selected: node === this.selected, dim: this.hits && !this.hits.has(node) });
    }
    for (const node of seen) if (k >= 0.1 || worstOf(node.findings) === 'ERROR') drawBadge(c, this.colour, node, Math.max(k, 0.02));
    if (k < 0.25) this.#drawNames(c, seen, k);
    this.#drawProxies(seen, view, k);
    const all = this.#extent && this.#extent.x >= view.x && this.#extent.y >= view.y && this.#extent.x + this.#extent.w <= view.x + view.w && this.#extent.y + this.#extent.h <= view.y + view.h;
    this.minimap.hidden = Boolean(all) || !this.#extent;
    if (!this.minimap.hidden) drawMinimap(this.minimap, this.colour, this.model, this.#extent, view);
  }

  #drawEdges(c, view, k) {
    const groups = new Map();
    const dangling = [];
    for (const edge of this.#edgeGrid.within(view)) {
      if (!edge.from || !edge.to) {
        dangling.push(edge);
        continue;
      }
      const near = this.selected && (edge.from === this.selected || edge.to === this.selected);
      const port = edge.from.ports?.outputs.find((each) => each.name === edge.sourcePort);
      const kind = port?.kind ?? (isExec(edge.sourcePort) ? 'exec' : 'any');
      const key = `${kind} ${near ? 'near' : ''}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(edge);
    }
    for (const [key, edges] of groups) {
      const [kind, near] = key.split(' ');
      c.globalAlpha = this.selected && !near ? 0.35 : 1;
      c.strokeStyle = kind === 'exec' ? this.colour.edge : this.colour[`p-${kind}`];
      c.lineWidth = (near ? 3 : kind === 'exec' ? 2 : 1.5) / Math.max(0.3, Math.min(1, k));
      c.beginPath();
      const ends = edges.map((edge) => traceEdge(c, edge));
      c.stroke();
      if (kind === 'exec' && k >= 0.25) {
        c.fillStyle = c.strokeStyle;
        c.beginPath();
        for (const [ex, ey] of ends) {
          c.moveTo(ex - 14, ey - 5);
          c.lineTo(ex - 5, ey);
          c.lineTo(ex - 14, ey + 5);
          c.closePath();
        }
        c.fill();
      }
    }
    c.globalAlpha = 1;
    for (const edge of dangling) drawDangling(c, this.colour, edge, k);
  }

  /** Names at constant size where nodes are too small to have them, as many as fit. */
  #drawNames(c, seen, k) {
    const wanted = seen.filter((node) => node === this.selected || this.hits?.has(node) || !node.in.length).slice(0, 400);
    const taken = [];
    c.font = `600 ${11 / k}px system-ui, sans-serif`;
    c.textBaseline = 'bottom';
    for (const node of wanted) {
      const box = { x: node.at[0], y: node.at[1] - 16 / k, w: c.measureText(node.title).width, h: 15 / k };
      if (taken.length >= 60 || taken.some((t) => t.x < box.x + box.w && box.x < t.x + t.w && t.y < box.y + box.h && box.y < t.y + t.h)) continue;
      taken.push(box);
      c.fillStyle = this.colour.canvas;
      c.globalAlpha = 0.8;
      c.fillRect(box.x, box.y, box.w, box.h);
      c.globalAlpha = 1;
      c.fillStyle = this.colour.text;
      c.fillText(node.title, box.x, node.at[1] - 2 / k);
    }
  }

  /** Elements over the selected node, its neighbours and what is on screen, for speech and magnifiers. */
  #drawProxies(seen, view, k) {
    const wanted = new Set(this.selected ? [this.selected, ...neighbours(this.selected)] : []);
    for (const node of seen) {
      if (wanted.size >= MAX_PROXIES) break;
      wanted.add(node);
    }
    const order = this.model.order ?? [];
    const kept = new Map([...this.list.children].map((child) => [child.node, child]));
    const now = [];
    for (const node of wanted) {
      const option = kept.get(node) ?? this.#proxy(node);
      option.node = node;
      Object.assign(option.style, {
        left: `${(node.at[0] - view.x) * k}px`,
        top: `${(node.at[1] - view.y) * k}px`,
        width: `${node.w * k}px`,
        height: `${node.h * k}px`,
      });
      option.setAttribute('aria-selected', String(node === this.selected));
      option.setAttribute('aria-setsize', String(order.length));
      option.setAttribute('aria-posinset', String(order.indexOf(node) + 1 || 1));
      now.push(option);
    }
    if (now.length !== this.list.children.length || now.some((option, i) => this.list.children[i] !== option)) {
      this.list.replaceChildren(...now);
    }
    const current = this.selected && now.find((option) => option.node === this.selected);
    if (current) this.list.setAttribute('aria-activedescendant', current.id);
    else this.list.removeAttribute('aria-activedescendant');
  }

  #proxy(node) {
    this.proxies = (this.proxies ?? 0) + 1;
    return el('div', { id: `proxy-${this.proxies}`, attr: { role: 'option', 'aria-label': spoken(node, this.model) } });
  }

  // ---- pointer

  #listen() {
    const at = (event) => {
      const box = this.area.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    this.list.addEventListener('pointerdown', (event) => {
      if (event.button > 1) return;
      this.list.setPointerCapture(event.pointerId);
      this.#pointers.set(event.pointerId, at(event));
      if (this.#pointers.size === 1) this.#moved = false;
    });
    this.list.addEventListener('pointermove', (event) => {
      const before = this.#pointers.get(event.pointerId);
      const point = at(event);
      if (!before) {
        this.list.title = this.#tooltip(point);
        return;
      }
      if (this.#pointers.size === 2) {
        this.#pinch(event.pointerId, point);
      } else if (this.#moved || Math.hypot(point[0] - before[0], point[1] - before[1]) > 4) {
        this.#moved = true;
        this.list.classList.add('panning');
        this.pan(point[0] - before[0], point[1] - before[1]);
        this.#pointers.set(event.pointerId, point);
      }
    });
    const up = (event) => {
      const single = this.#pointers.size === 1;
      if (!this.#pointers.delete(event.pointerId)) return;
      this.list.classList.remove('panning');
      if (event.type === 'pointerup' && single && !this.#moved) this.#click(at(event), event.pointerType === 'touch');
    };
    this.list.addEventListener('pointerup', up);
    this.list.addEventListener('pointercancel', up);
    this.list.addEventListener('dblclick', (event) => this.zoomTo(this.camera.k * 1.5, ...at(event)));
    this.list.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const unit = event.deltaMode === 1 ? 20 : 1;
        const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
        if (event.ctrlKey || event.metaKey || this.wheelZooms) this.zoomTo(this.camera.k * Math.exp(-dy / 300), ...at(event));
        else if (event.shiftKey) this.pan(-(dx || dy), 0);
        else this.pan(-dx, -dy);
      },
      { passive: false },
    );
    const jump = (event) => {
      if (event.buttons !== 1 || !this.#extent) return;
      const [wx, wy] = minimapPoint(this.minimap, this.#extent, event);
      const { k } = this.camera;
      this.look({ k, x: wx - this.area.clientWidth / 2 / k, y: wy - this.area.clientHeight / 2 / k });
    };
    this.minimap.addEventListener('pointerdown', (event) => {
      this.minimap.setPointerCapture(event.pointerId);
      jump(event);
    });
    this.minimap.addEventListener('pointermove', jump);
  }

  #pinch(id, point) {
    const [other] = [...this.#pointers].filter(([key]) => key !== id).map(([, value]) => value);
    const before = this.#pointers.get(id);
    const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
    const is = Math.hypot(point[0] - other[0], point[1] - other[1]);
    this.#moved = true;
    this.#pointers.set(id, point);
    if (was > 1) this.zoomTo((this.camera.k * is) / was, (point[0] + other[0]) / 2, (point[1] + other[1]) / 2);
    this.pan((point[0] - before[0]) / 2, (point[1] - before[1]) / 2);
  }

  #world([px, py]) {
    return [this.camera.x + px / this.camera.k, this.camera.y + py / this.camera.k];
  }

  #click(point, touch) {
    const badge = this.#badgeAt(point, touch ? 22 : 12);
    if (badge) return this.listener.onOpenFinding(badge.findings[0]);
    this.listener.onSelect(this.nodeAt(point));
  }

  #badgeAt(point, reach) {
    const [wx, wy] = this.#world(point);
    const { k } = this.camera;
    const near = this.#grid.within({ x: wx - 40 / k, y: wy - 40 / k, w: 80 / k, h: 80 / k });
    return [...near].find(
      (node) => node.findings.length && Math.hypot((node.at[0] + node.w - wx) * k - 4, (node.at[1] - wy) * k + 2) < reach,
    );
  }

  nodeAt(point) {
    const [wx, wy] = this.#world(point);
    const under = [...this.#grid.within({ x: wx, y: wy, w: 0, h: 0 })].filter(
      (node) => wx >= node.at[0] - 8 && wx <= node.at[0] + node.w + 8 && wy >= node.at[1] && wy <= node.at[1] + node.h,
    );
    return under.at(-1) ?? null;
  }

  #tooltip(point) {
    const node = this.model && this.nodeAt(point);
    return node ? `${visible(node.title)}\n${visible(node.type)}\n${visible(node.id)}` : '';
  }

  // ---- find

  /** Keeps the nodes bright that match all words; the list of them in flow order. */
  find(query) {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length || !this.model) {
      this.hits = null;
      this.invalidate();
      return [];
    }
    const found = this.model.order.filter((node) => {
      node.text ??= `${node.id}\n${node.title}\n${node.type}\n${JSON.stringify(node.config)}`.toLowerCase();
      return words.every((word) => node.text.includes(word));
    });
    this.hits = new Set(found);
    this.invalidate();
    return found;
  }
}

export function neighbours(node) {
  return [...new Set([...node.out.map((edge) => edge.to), ...node.in.map((edge) => edge.from)].filter(Boolean))];
}

/** What a screen reader says of a node. */
export function spoken(node, model) {
  const names = (edges, end) => [...new Set(edges.map((edge) => edge[end]?.title ?? 'a node that does not exist'))].map(visible);
  const parts = [visible(node.title), visible(node.type)];
  const position = model.order.indexOf(node);
  if (position >= 0) parts.push(`${position + 1} of ${model.order.length}`);
  if (node.placeholder) parts.push('unknown type');
  for (const [severity, noun] of [['ERROR', 'error'], ['WARNING', 'warning']]) {
    const count = node.findings.filter((finding) => finding.severity === severity).length;
    if (count) parts.push(plural(count, noun));
  }
  if (node.in.length) parts.push(`from ${names(node.in, 'from').join(' and ')}`);
  if (node.out.length) parts.push(`to ${names(node.out, 'to').join(' and ')}`);
  return parts.join(', ');
}

// Keyboard control: keys that walk the picture while it has the focus, and letters for the whole page.
import { openHelp } from './dialogs.js';
import { byId, settings, speak } from './dom.js';
import { neighbours, spoken } from './proxies.js';

/** Listens for the keys of the page, whose parts and actions are given. */
export function listenForKeys(page) {
  const { doc, stage } = page;
  byId('proxies').addEventListener('keydown', (event) => {
    if (stageKey(event, page)) {
      event.preventDefault();
      event.stopPropagation();
      if (stage.selected) speak(spoken(stage.selected, doc.model));
    }
  });
  document.addEventListener('keydown', (event) => pageKey(event, page));
}

const next = (node) => node.out.map((edge) => edge.to).find(Boolean) ?? null;

/** The node that a walk along the flow has come from, or else one that leads here. */
function before(node, trail) {
  const last = trail.at(-1);
  return last?.out.some((edge) => edge.to === node) ? last : (node.in.map((edge) => edge.from).find(Boolean) ?? null);
}

/** Handles a key while the picture has the focus; returns whether the key has a function. */
function stageKey(event, page) {
  const { doc, stage, way, trail, selectNode, showSource } = page;
  const { key } = event;
  const current = stage.selected;
  const order = doc.model?.order ?? [];
  const choose = (node) => node && selectNode(node, true);
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() !== 'f' || document.activeElement === byId('find')) return false;
    byId('find').focus();
    return true;
  }
  if (key.startsWith('Arrow') && event.shiftKey) {
    const [dx, dy] = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[key];
    stage.pan(dx, dy);
    return true;
  }
  switch (key) {
    case '+': case '=': stage.zoomTo(stage.camera.k * 1.25); return true;
    case '-': stage.zoomTo(stage.camera.k / 1.25); return true;
    case '0': stage.zoomTo(1); return true;
    case 'f': case 'F': stage.fit(); return true;
    case 'Escape': selectNode(null); return true;
    case 'Home': trail.length = 0; choose(order[0]); return true;
    case 'End': choose(order.at(-1)); return true;
    case 'Backspace': choose(doc.model?.nodes.get(way.pop()?.id)); return true;
    case 'n': case 'N': choose(order[(order.indexOf(current) + (event.shiftKey ? -1 : 1) + order.length) % order.length]); return true;
    case 's': case 'S': if (current) showSource({ node: current }); return true;
    case 'Enter': if (current) byId('inspector').querySelector('button')?.focus(); return true;
    case 'ArrowRight': case 'ArrowLeft': {
      if (!current) return choose(order[0]), true;
      const isForward = key === 'ArrowRight';
      const to = isForward ? next(current) : before(current, trail);
      if (!to) return true;
      way.push(current);
      if (isForward) trail.push(current);
      else if (trail.at(-1) === to) trail.pop();
      choose(to);
      return true;
    }
    case 'ArrowDown': case 'ArrowUp': {
      const from = current && before(current, trail);
      const siblings = from ? neighbours(from).filter((node) => from.out.some((edge) => edge.to === node)) : order;
      const step = key === 'ArrowDown' ? 1 : -1;
      choose(siblings[(siblings.indexOf(current) + step + siblings.length) % siblings.length]);
      return true;
    }
    default: return false;
  }
}

function pageKey(event, { tabs, findings, openFinding, setTab }) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === 'F6') {
    const regions = [byId('query'), byId('rows'), byId('proxies'), ...document.querySelectorAll('#findings .table, #panelDiff .more')].filter((each) => each.offsetParent);
    const index = regions.indexOf(document.activeElement);
    regions[(index + (event.shiftKey ? -1 : 1) + regions.length) % regions.length]?.focus();
    return event.preventDefault();
  }
  if (typing || event.altKey || event.ctrlKey || event.metaKey || settings.get('letters') === 'off') return;
  if (event.key === '/') byId('query').focus();
  else if (event.key === '?') openHelp();
  else if (event.key === 'e' || event.key === 'E') {
    const finding = findings.step(event.shiftKey ? -1 : 1);
    if (finding) openFinding(finding);
  } else if ((event.key === 'g' || event.key === 'G') && tabs.chosen === 'source') setTab('graph');
  else return;
  event.preventDefault();
}

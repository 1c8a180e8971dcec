// Puts the parts together: what is open, what is selected, the address, and the keys.
import { Differences } from './diff.js';
import { byId, el, plural, settings, speak, visible } from './dom.js';
import { Findings } from './findings.js';
import { listenForFiles, openHelp, openReport } from './dialogs.js';
import { Inspector } from './inspector.js';
import { listenForKeys } from './keys.js';
import { Library } from './library.js';
import { Live } from './live.js';
import { Model } from './model.js';
import { findToken, getText, lines, Problem } from './net.js';
import { nodeList } from './nodes.js';
import { Source } from './source.js';
import { Stage } from './stage.js';

const TABS = [['graph', 'Graph', 'panelGraph'], ['nodes', 'Nodes', 'panelNodes'], ['source', 'Source', 'panelSource'], ['diff', 'Differences', 'panelDiff']];

const app = { id: null, tab: 'graph', model: null, finding: null, abort: null, sourceOf: null, hits: [], hit: -1, way: [] };

const library = new Library((id, node) => go({ id, tab: app.tab, node }), () => writeAddress(true));
const source = new Source(byId('panelSource'));
const differences = new Differences(byId('panelDiff'), () => library.items.values(), (id) => selectNode(app.model?.nodes.get(id) ?? null, true));
const findings = new Findings(byId('findings'), openFinding);
const inspector = new Inspector(byId('inspector'), {
  onNode: (node) => selectNode(node, true),
  onFinding: openFinding,
  onSource: (node) => showSource(placeOf(node)),
  onClose: () => selectNode(null),
});
const stage = new Stage({
  onSelect: (node) => selectNode(node),
  onOpenFinding: openFinding,
  onView: () => writeAddress(true),
});

// ---- the open workflow

/** Opens a workflow, keeping what is on screen until the first of it has arrived. */
async function open(id, keepView = false) {
  app.abort?.abort();
  const abort = (app.abort = new AbortController());
  app.id = id;
  app.sourceOf = null;
  library.opened = id;
  library.paint();
  const item = library.items.get(id);
  byId('title').textContent = item ? visible(item.path) : 'Loading…';
  document.title = item ? `${visible(item.path)} – Sluice` : 'Sluice';
  const model = new Model();
  const last = keepView && app.model && app.modelOf === id ? app.model : null; // stays until the new state is whole
  let started = false;
  let first = true;
  try {
    for await (const batch of lines(`api/workflows/${id}`, abort.signal)) {
      let changed = false;
      for (const line of batch) {
        if (line.t === 'error') throw new Problem(line.problem.status, line.problem);
        changed = model.take(line) || changed;
      }
      if (abort.signal.aborted) return;
      if (changed && model.nodes.size && !last) {
        if (!started) begin(model, keepView);
        else refresh(first && !keepView);
        first = model.complete ? first : true;
        started = true;
      }
    }
    if (!started) begin(model, keepView);
    refresh(!keepView && !app.pendingView);
    finish(model, model.complete ? null : 'The answer of the server ended early.');
  } catch (failure) {
    if (abort.signal.aborted) return;
    if (!started && !last) begin(model, keepView);
    if (failure instanceof Problem && failure.body.findings) for (const finding of failure.body.findings) model.take({ t: 'finding', ...finding });
    else if (failure instanceof Problem && failure.body.code && !model.findings.some((f) => f.code === failure.body.code)) {
      model.take({ t: 'finding', severity: 'ERROR', message: failure.message, ...failure.body, pointer: failure.body.pointer ?? '' });
    }
    if (last) return keepLast(last, model, failure);
    model.layout();
    refresh(!keepView);
    finish(model, reasonOf(failure));
  }
}

/** Shows the findings of a state that is not accepted under the picture of the one before. */
function keepLast(last, broken, failure) {
  last.findings = [];
  for (const node of last.nodes.values()) node.findings = [];
  for (const finding of broken.findings) last.take({ t: 'finding', ...finding });
  refresh(false);
  reloadSource();
  banner(reasonOf(failure).replace('What could be read is shown.', 'The last picture is shown.'), 'error');
}

function reasonOf(failure) {
  if (!(failure instanceof Problem)) return `The server cannot be reached: ${failure.message}`;
  if (failure.status === 401) return 'The server asks for a token: open the address that sluice serve printed.';
  if (failure.status === 404) return 'This workflow is no longer in the directory.';
  const at = failure.body.line ? ` (line ${failure.body.line}, column ${failure.body.column})` : '';
  return `This file is not accepted: ${failure.message}${at}. What could be read is shown.`;
}

function nameTitle() {
  const item = library.items.get(app.id);
  if (item) byId('title').textContent = visible(item.path);
}

function begin(model, keepView) {
  app.model = model;
  app.modelOf = app.id;
  byId('banner').hidden = true;
  app.finding = null;
  stage.show(model, keepView);
  const held = byId('inspector').contains(document.activeElement);
  inspector.show(stage.selected, model);
  if (held) (byId('inspector').querySelector('button') ?? byId('proxies')).focus();
  if (byId('find').value) find();
}

function refresh(fit) {
  stage.rebuild();
  if (fit) stage.fit();
  findings.show(app.model);
}

function finish(model, problem) {
  const name = model.metadata.name;
  const item = library.items.get(app.id);
  byId('title').textContent = item ? visible(item.path) : visible(name ?? 'Workflow');
  byId('title').title = [name, model.metadata.description].filter(Boolean).map(visible).join('\n');
  banner(problem, 'error');
  if (!problem && model.laidOut) banner('The file has no usable positions, so the nodes are laid out by their connections.');
  if (!problem && !model.nodes.size) banner('This workflow has no nodes.');
  findings.show(model);
  if (app.tab === 'nodes' || app.tab === 'diff') showTab();
  reloadSource();
  applyPending();
  const errors = model.findings.filter((finding) => finding.severity === 'ERROR').length;
  speak(`${visible(item?.path ?? name ?? 'Workflow')}: ${plural(model.nodes.size, 'node')}, ${plural(errors, 'error')}`);
}

/** Reads the text again if it is on screen; it stays where it is scrolled to. */
async function reloadSource() {
  if (app.tab !== 'source') return;
  const top = byId('panelSource').querySelector('.source')?.scrollTop ?? 0;
  if (!top) return showSource(app.place ?? null);
  await showSource(null);
  byId('panelSource').querySelector('.source').scrollTop = top;
}

// ---- changes of files

const live = new Live({
  onState: (text) => {
    if (text !== 'Live' || byId('live').textContent) speak(text);
    byId('live').textContent = text;
  },
  onChanges: (changes) => {
    library.patch(changes);
    const change = changes.find(({ data }) => data.id === app.id);
    if (change?.type === 'removed') removed();
    else if (change) open(app.id, true);
  },
  onReset: async () => {
    const { id } = app;
    const before = library.items.get(id)?.modified;
    await library.load();
    nameTitle();
    if (!before || id !== app.id || !library.complete) return;
    const after = library.items.get(id);
    if (!after) removed();
    else if (after.modified !== before) open(id, true);
  },
});

function removed() {
  app.abort?.abort();
  banner('This file was removed from the directory. Its last state is shown.', 'error');
  speak(byId('banner').textContent);
}

function banner(text, kind = '') {
  const box = byId('banner');
  box.hidden = !text;
  box.className = `banner ${kind}`;
  box.textContent = text ?? '';
}

/** Selection, finding and place of an address, once the workflow is there. */
function applyPending() {
  const { pendingNode, pendingView, pendingFinding } = app;
  app.pendingNode = app.pendingView = app.pendingFinding = null;
  if (pendingView) stage.look(pendingView);
  if (pendingNode) {
    const node = app.model.nodes.get(pendingNode);
    if (node) selectNode(node, !pendingView);
    else banner(`There is no node "${visible(pendingNode)}" in this workflow.`);
  }
  if (pendingFinding) {
    const [code, offset] = pendingFinding.split('@');
    const finding = app.model.findings.find((each) => each.code === code && String(each.offset ?? '') === (offset ?? ''));
    if (finding) openFinding(finding);
  }
}

function selectNode(node, reveal = false) {
  if (app.model === null) return;
  stage.select(node, reveal);
  inspector.show(node, app.model);
  writeAddress();
  if (node && (app.tab === 'nodes' || app.tab === 'diff')) setTab('graph');
  if (node && byId('views').dataset.view === 'node') setView('graph');
}

function openFinding(finding) {
  app.finding = finding;
  findings.mark(finding);
  const node = app.model.nodes.get(finding.node);
  if (node && app.tab !== 'source') setView('graph'); // a hidden picture has no size to move in
  if (node) {
    stage.select(node, app.tab === 'graph');
    inspector.show(node, app.model);
  }
  if (app.tab === 'source' || !node) showSource(finding.line ? finding : null);
  writeAddress();
}

// ---- tabs

function makeTabs() {
  byId('tabs').replaceChildren(
    ...TABS.map(([name, label, panel]) =>
      el('button', {
        type: 'button',
        id: panel.replace('panel', 'tab'),
        textContent: label,
        attr: { role: 'tab', 'aria-controls': panel },
        on: {
          click: () => setTab(name),
          keydown: (event) => {
            const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
            if (!by) return;
            const all = [...byId('tabs').children];
            all[(all.indexOf(event.currentTarget) + by + all.length) % all.length].focus();
          },
        },
      }),
    ),
  );
}

function setTab(tab) {
  app.tab = tab;
  showTab();
  if (tab === 'source' && app.id) showSource(app.place ?? app.finding ?? (stage.selected ? placeOf(stage.selected) : null));
  writeAddress();
}

function showTab() {
  for (const [name, , panel] of TABS) {
    const chosen = name === app.tab;
    byId(panel).hidden = !chosen;
    const tab = byId(panel.replace('panel', 'tab'));
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  if (app.tab === 'nodes' && app.model) byId('panelNodes').replaceChildren(nodeList(app.model, (node) => selectNode(node, true)));
  if (app.tab === 'diff' && app.id) differences.show(app.id);
  if (app.tab === 'graph') stage.invalidate();
}

/** The place of a node in the text, once the text is there. */
function placeOf(node) {
  return { node };
}

async function showSource(place) {
  app.place = place;
  if (app.tab !== 'source') {
    app.tab = 'source';
    showTab();
  }
  setView('graph');
  const { id } = app;
  if (app.sourceOf !== id) {
    try {
      app.text = await getText(`api/workflows/${id}/source`, app.abort?.signal);
    } catch (failure) {
      if (failure.name !== 'AbortError') banner(reasonOf(failure), 'error');
      return;
    }
    if (app.id !== id) return;
    app.sourceOf = id;
    source.show(app.text);
  }
  if (place?.line) source.reveal(place.line, place.column);
  else if (place?.node) {
    const at = findNode(app.text, place.node.id);
    if (at) source.reveal(...at);
  }
  writeAddress();
}

/** The line and column where a node is written: its key, or its id in a list. */
function findNode(text, id) {
  const key = JSON.stringify(id).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const match = new RegExp(`${key}\\s*:\\s*\\{`).exec(text) ?? new RegExp(`"(?:node_id|id)"\\s*:\\s*${key}`).exec(text);
  if (!match) return null;
  const before = text.slice(0, match.index).split(/\r\n|\n|\r/);
  return [before.length, [...before.at(-1)].length + 1];
}

// ---- find in the workflow

function find() {
  app.hits = stage.find(byId('find').value);
  app.hit = -1;
  byId('hits').value = byId('find').value ? `${app.hits.length ? '' : 'none'}${app.hits.length || ''}` : '';
}

function stepHit(by) {
  if (!app.hits.length) return;
  app.hit = (app.hit + by + app.hits.length) % app.hits.length;
  byId('hits').value = `${app.hit + 1}/${app.hits.length}`;
  const node = app.hits[app.hit];
  stage.select(node, true);
  inspector.show(node, app.model);
  writeAddress();
}

// ---- the address

function go({ id, tab, node }) {
  const next = `#/w/${id}/${tab ?? 'graph'}`;
  if (location.hash.split('?')[0] === next) {
    const chosen = app.model?.nodes.get(node);
    if (chosen) selectNode(chosen, true);
    else open(id, true);
  } else {
    clearTimeout(writing);
    history.pushState(null, '', withQuery(next, node === undefined ? filterQuery() : new URLSearchParams([...filterQuery(), ['n', node]])));
    readAddress();
  }
  setView('graph');
}

let writing = 0;

function filterQuery() {
  const set = Object.entries(library.filter).filter(([name, value]) => value && !(name === 'sort' && value === 'path'));
  return new URLSearchParams(set);
}

function withQuery(path, query) {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Keeps the address as what is on screen; a change of the view only replaces it, a little later. */
function writeAddress(later = false) {
  clearTimeout(writing);
  const write = () => {
    const query = filterQuery();
    let path = '#/';
    if (app.id) {
      path = `#/w/${app.id}/${app.tab}`;
      if (stage.selected) query.set('n', stage.selected.id);
      if (app.finding) query.set('f', `${app.finding.code}@${app.finding.offset ?? ''}`);
      const { x, y, k } = stage.camera;
      if (app.model && app.tab === 'graph') query.set('v', [Math.round(x), Math.round(y), Number(k.toPrecision(4))].join());
    }
    history.replaceState(null, '', withQuery(path, query));
  };
  if (later) writing = setTimeout(write, 250);
  else write();
}

function readAddress() {
  const [path, text] = location.hash.slice(1).split('?');
  const query = new URLSearchParams(text ?? '');
  const filter = Object.fromEntries(['q', 'sort', 'category', 'finding'].map((name) => [name, query.get(name) ?? (name === 'sort' ? 'path' : '')]));
  if (Object.entries(filter).some(([name, value]) => library.filter[name] !== value)) library.set(filter, true);
  const match = /^\/w\/([\w-]{22})\/(\w+)$/.exec(path);
  if (!match) return;
  const [, id, tab] = match;
  app.tab = TABS.some(([name]) => name === tab) ? tab : 'graph';
  showTab();
  app.pendingNode = query.get('n');
  app.pendingFinding = query.get('f');
  const view = query.get('v')?.split(',').map(Number);
  app.pendingView = view?.length === 3 && view.every(Number.isFinite) && view[2] > 0 ? { x: view[0], y: view[1], k: view[2] } : null;
  setView('graph');
  if (id !== app.id) open(id);
  else applyPending();
}

/** Which part is shown where there is room for one only. */
function setView(view) {
  byId('views').dataset.view = view;
  for (const button of byId('switch').children) {
    if (button.dataset.view === view) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  stage.invalidate();
}

// ---- start

function theme(next) {
  const root = document.documentElement;
  if (next === 'system') delete root.dataset.theme;
  else root.dataset.theme = next;
  const button = byId('theme');
  button.setAttribute('aria-label', `Theme: ${next}`);
  button.title = `Theme: ${next}`;
  settings.set('theme', next);
  stage.retheme();
}

function listen() {
  listenForKeys({ app, stage, findings, selectNode, openFinding, showSource, placeOf, setTab });
  byId('zoomIn').addEventListener('click', () => stage.zoomTo(stage.camera.k * 1.25));
  byId('zoomOut').addEventListener('click', () => stage.zoomTo(stage.camera.k / 1.25));
  byId('fit').addEventListener('click', () => stage.fit());
  byId('wheel').addEventListener('click', () => {
    stage.wheelZooms = !stage.wheelZooms;
    byId('wheel').setAttribute('aria-pressed', String(stage.wheelZooms));
    settings.set('wheel', stage.wheelZooms ? 'zoom' : 'pan');
  });
  stage.wheelZooms = settings.get('wheel') === 'zoom';
  byId('wheel').setAttribute('aria-pressed', String(stage.wheelZooms));
  byId('find').addEventListener('input', find);
  byId('find').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') stepHit(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      byId('find').value = '';
      find();
      byId('proxies').focus();
    }
  });
  byId('theme').addEventListener('click', () => {
    const now = document.documentElement.dataset.theme ?? 'system';
    theme({ system: 'light', light: 'dark', dark: 'system' }[now]);
  });
  byId('help').addEventListener('click', openHelp);
  byId('validate').addEventListener('click', () => {
    const input = el('input', { type: 'file' });
    input.addEventListener('change', () => input.files[0] && openReport(input.files[0]));
    input.click();
  });
  byId('copyLink').addEventListener('click', async () => {
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    speak('Link copied');
  });
  for (const button of byId('switch').children) button.addEventListener('click', () => setView(button.dataset.view));
  addEventListener('popstate', readAddress);
  addEventListener('hashchange', readAddress);
  listenForFiles();
}

navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((each) => each.unregister())).catch(() => {});
makeTabs();
showTab();
theme(document.documentElement.dataset.theme ?? 'system');
listen();
await findToken();
live.start();
library.load().then(nameTitle);
readAddress();

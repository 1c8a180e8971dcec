// Connects the parts of the page: the open workflow, the selection, the tabs and the URL.
import { Address, leave } from './address.js';
import { banner } from './banner.js';
import { connectControls } from './controls.js';
import { Differences } from './diff.js';
import { WorkflowDocument } from './document.js';
import { byId, speak, visible } from './dom.js';
import { Finder } from './finder.js';
import { Findings } from './findings.js';
import { Inspector } from './inspector.js';
import { listenForKeys } from './keys.js';
import { Live } from './live.js';
import { nodeList } from './nodes.js';
import { Search } from './search.js';
import { Stage } from './stage.js';
import { library } from './start.js';
import { setView, Tabs } from './tabs.js';
import { Text } from './text.js';
import { Timing } from './timing.js';

let place = null; // what the source view shows, if not the selected node
const way = []; // nodes that the walk by keys has passed
const trail = []; // those of them that lead from one to the next, up to the selected one

library.onOpen = (id, node) => go(id, node);
library.onFilter = () => address.write(true);
library.searchWith(new Search(() => library.refresh()));
const findings = new Findings(byId('findings'), openFinding);
const stage = new Stage(byId('stage'), {
  onSelect: (node) => selectNode(node),
  onOpenFinding: openFinding,
  onView: () => address.write(true),
  onZoom: (k) => (byId('zoom').value = `${k < 0.01 ? (k * 100).toPrecision(1) : Math.round(k * 100)} %`),
});
const inspector = new Inspector(byId('inspector'), {
  onNode: (node) => selectNode(node, true),
  onFinding: openFinding,
  onSource: (node) => showSource({ node }),
  onClose: () => selectNode(null),
});
const finder = new Finder(stage, (node) => {
  stage.settle();
  inspector.show(node, doc.model);
  stage.select(node, true);
  address.write();
});
const text = new Text();
const differences = new Differences(
  byId('panelDiff'),
  () => library.items.values(),
  (id) => selectNode(doc.model?.nodes.get(id) ?? null, true),
  () => address.write(),
);
const timing = new Timing(byId('panelTiming'), (id) => go(id));
const doc = new WorkflowDocument({ library, stage, findings, inspector, finder, onLeave: leave }, () => {
  text.forget();
  if (tabs.chosen === 'source') text.reload(doc.id, place, doc.signal);
  else if (tabs.chosen !== 'graph') tabs.show();
  applyPending();
});
const tabs = new Tabs(showTab, setTab);
const address = new Address(
  () => ({
    id: doc.id,
    tab: tabs.chosen,
    filter: library.filter,
    node: stage.selected,
    finding: doc.finding,
    view: doc.model && stage.camera,
    place,
    other: differences.other,
  }),
  show,
);
const live = new Live({
  onState: (state) => {
    if (state !== 'Live' || byId('live').textContent) speak(state);
    byId('live').textContent = state;
  },
  onChanges: (changes) => {
    library.patch(changes);
    const change = changes.find(({ data }) => data.id === doc.id);
    if (change?.type === 'removed') doc.removed();
    else if (change) doc.open(doc.id, true);
  },
  onReset: async () => {
    const { id } = doc;
    const before = library.items.get(id)?.modified;
    await library.load();
    doc.nameTitle();
    if (!before || id !== doc.id || !library.complete) return;
    const after = library.items.get(id);
    if (!after) doc.removed();
    else if (after.modified !== before) doc.open(id, true);
  },
});

/** Opens a workflow of the list, or shows it again if it is open. */
function go(id, node) {
  const isShown = id === doc.id && location.hash.startsWith(`#/w/${id}/`);
  const chosen = isShown && doc.model?.nodes.get(node);
  if (chosen) selectNode(chosen, true);
  else if (isShown) doc.open(id, true);
  else address.go({ id, tab: tabs.chosen, node });
  view('graph');
}

/** Restores the state that a URL records. */
function show({ filter, id, tab, pending }) {
  if (Object.entries(filter).some(([name, value]) => library.filter[name] !== value)) library.set(filter, true);
  if (!id) return view('list');
  doc.pending = pending;
  place = pending.place;
  if (pending.other) differences.other = pending.other;
  tabs.show(tab);
  view('graph');
  if (id !== doc.id) doc.open(id);
  else applyPending();
}

/** Restores the selection, finding and place of a URL once the workflow is loaded. */
function applyPending() {
  const { node: id, view: camera, finding: wanted } = doc.pending;
  doc.pending = {};
  if (camera) stage.look(camera);
  if (id) {
    const node = doc.model.nodes.get(id);
    if (node) selectNode(node, !camera);
    else banner(`There is no node "${visible(id)}" in this workflow.`);
  }
  if (wanted) {
    const [code, offset] = wanted.split('@');
    const finding = doc.model.findings.find((each) => each.code === code && String(each.offset ?? '') === (offset ?? ''));
    if (finding) openFinding(finding);
  }
}

function view(name) {
  setView(name);
  stage.invalidate();
}

function selectNode(node, reveal = false) {
  if (doc.model === null) return;
  stage.settle(); // the node has its ports then
  inspector.show(node, doc.model); // first, as it takes room of the picture
  stage.select(node, reveal);
  address.write();
  if (node && tabs.chosen !== 'graph' && tabs.chosen !== 'source') setTab('graph');
  if (node && byId('views').dataset.view === 'node') view('graph');
}

function openFinding(finding) {
  doc.finding = finding;
  findings.mark(finding);
  const node = doc.model.nodes.get(finding.node);
  if (node && tabs.chosen !== 'source') view('graph'); // a hidden picture has no size to move in
  if (node) {
    stage.settle();
    inspector.show(node, doc.model);
    stage.select(node, tabs.chosen === 'graph');
  }
  if (tabs.chosen === 'source' || !node) showSource(finding.line ? finding : null);
  address.write();
}

function setTab(tab) {
  if (tab === 'source') place ??= doc.finding ?? (stage.selected && { node: stage.selected });
  tabs.show(tab);
  address.write();
}

function showTab(tab) {
  if (tab === 'graph') stage.invalidate();
  if (!doc.id) return;
  if (tab === 'nodes' && doc.model) byId('panelNodes').replaceChildren(nodeList(doc.model, (node) => selectNode(node, true)));
  else if (tab === 'source') text.show(doc.id, place, doc.signal);
  else if (tab === 'diff') differences.show(doc.id, doc.model);
  else if (tab === 'timing') timing.show(doc.id);
}

function showSource(wanted) {
  place = wanted;
  tabs.show('source');
  view('graph');
  address.write();
}

navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((each) => each.unregister())).catch(() => {});
tabs.show();
connectControls(stage, doc);
listenForKeys({ doc, stage, findings, tabs, way, trail, selectNode, openFinding, showSource, setTab });
address.read();
library.listed.then(() => {
  doc.nameTitle();
  live.start(); // watching reads all files, which the list does first
});

// The open workflow: its loading, what is selected in it, and its states.
import { banner, reasonOf } from './banner.js';
import { byId, plural, speak, visible } from './dom.js';
import { Model } from './model.js';
import { lines, Problem } from './net.js';

const BETWEEN = 100; // milliseconds between two refreshes while a workflow is read

export class WorkflowDocument {
  id = null;
  model = null;
  finding = null;
  pending = {};
  #modelOf = null;
  #planned = 0;
  #refreshed = 0;
  #abort = null;

  /** parts has library, stage, findings, inspector and finder; onFinished() is called when all has arrived. */
  constructor(parts, onFinished) {
    Object.assign(this, parts);
    this.onFinished = onFinished;
  }

  get signal() {
    return this.#abort?.signal;
  }

  /** Opens a workflow, keeping what is on screen until the first of it has arrived. */
  async open(id, keepView = false) {
    this.#abort?.abort();
    this.#stopWaiting();
    const { signal } = (this.#abort = new AbortController());
    this.id = id;
    this.library.mark(id);
    this.nameTitle('Loading…');
    const model = new Model();
    const last = keepView && this.model && this.#modelOf === id ? this.model : null; // stays until the new state is whole
    let started = false;
    try {
      for await (const batch of lines(`api/workflows/${id}`, signal)) {
        let changed = false;
        for (const line of batch) {
          if (line.t === 'error') throw new Problem(line.problem.status, line.problem);
          changed = model.take(line) || changed;
        }
        if (signal.aborted) return;
        if (changed && model.nodes.size && !last) {
          if (started) this.#refreshLater(!keepView);
          else this.#begin(model, keepView);
          started = true;
        }
      }
      if (!started) this.#begin(model, keepView);
      this.#refresh(!keepView && !this.pending.view);
      this.#finish(model, model.complete ? null : ['The response of the server ended early.', ['Try again', () => this.open(id, true)]]);
    } catch (failure) {
      if (signal.aborted) return;
      takeFindings(model, failure);
      if (last) return this.#keepLast(last, model, failure);
      if (!started) this.#begin(model, keepView);
      model.layout();
      this.#refresh(!keepView);
      this.#finish(model, [reasonOf(failure), this.#remedy(failure)]);
    }
  }

  /** Shows the findings of a state that is not accepted under the picture of the one before. */
  #keepLast(last, broken, failure) {
    last.findings = [];
    for (const node of last.nodes.values()) node.findings = [];
    for (const finding of broken.findings) last.take({ t: 'finding', ...finding });
    this.#refresh(false);
    banner(reasonOf(failure, 'The last picture is shown.'), 'error', this.#remedy(failure));
    this.onFinished();
  }

  #remedy(failure) {
    if (!(failure instanceof Problem) || failure.status >= 500 || failure.body.code === 'CHANGED_WHILE_READING') return ['Try again', () => this.open(this.id, true)];
    return failure.status === 404 ? ['Back to the list', () => this.onLeave()] : null;
  }

  /** The file was deleted; the content that was read stays on screen. */
  removed() {
    this.#abort?.abort();
    banner('This file was removed from the directory. Its last state is shown.', 'error', ['Back to the list', () => this.onLeave()]);
    speak(byId('banner').textContent);
  }

  /** The path as the title, as far as it is known. */
  nameTitle(otherwise = byId('title').textContent) {
    const item = this.library.items.get(this.id);
    byId('title').textContent = item ? visible(item.path) : otherwise;
    document.title = item ? `${visible(item.path)} – Sluice` : 'Sluice';
  }

  #begin(model, keepView) {
    this.model = model;
    this.#modelOf = this.id;
    banner(null);
    this.finding = null;
    this.#refreshed = performance.now();
    this.stage.show(model, keepView);
    if (this.stage.selected) this.stage.settle(); // the inspector shows its ports
    const held = byId('inspector').contains(document.activeElement);
    this.inspector.show(this.stage.selected, model);
    if (held) (byId('inspector').querySelector('button') ?? byId('proxies')).focus();
    if (byId('find').value) this.finder.find();
  }

  /** Shows what has arrived, some time after the last refresh: sizing the nodes again takes time from reading the rest. */
  #refreshLater(fit) {
    this.#planned ||= setTimeout(() => this.#refresh(fit), Math.max(0, this.#refreshed + BETWEEN - performance.now()));
  }

  #stopWaiting() {
    clearTimeout(this.#planned);
    this.#planned = 0;
  }

  #refresh(fit) {
    this.#stopWaiting();
    this.#refreshed = performance.now();
    this.stage.refresh(fit);
    this.findings.show(this.model);
  }

  #finish(model, problem) {
    const { name, description } = model.metadata;
    this.nameTitle(visible(name ?? 'Workflow'));
    byId('title').title = [name, description].filter(Boolean).map(visible).join('\n');
    if (problem) banner(problem[0], 'error', problem[1]);
    else if (model.laidOut) banner('The file has no usable positions, so the nodes are laid out by their connections.');
    else if (![...model.nodes.values()].some((node) => !node.added)) banner('This workflow has no nodes.');
    this.onFinished();
    const errors = model.findings.filter((finding) => finding.severity === 'ERROR').length;
    speak(`${byId('title').textContent}: ${plural(model.nodes.size, 'node')}, ${plural(errors, 'error')}`);
  }
}

/** The findings of a document that is not accepted, and the reason as one of them. */
function takeFindings(model, failure) {
  if (!(failure instanceof Problem)) return;
  const { findings, code, kind, pointer } = failure.body;
  const isTaken = (finding) => model.findings.some((each) => ['code', 'pointer', 'offset', 'message'].every((member) => each[member] === finding[member]));
  if (findings) {
    for (const finding of findings) if (!isTaken(finding)) model.take({ t: 'finding', ...finding });
  } else if (kind && !model.findings.some((finding) => finding.code === code)) {
    model.take({ t: 'finding', severity: 'ERROR', message: failure.message, ...failure.body, pointer: pointer ?? '' });
  }
}

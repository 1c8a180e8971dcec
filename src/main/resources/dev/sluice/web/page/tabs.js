// The views of a workflow as tabs, and on narrow screens the parts of the page as tabs.
import { byId, el } from './dom.js';

const TABS = [['graph', 'Graph', 'panelGraph'], ['nodes', 'Nodes', 'panelNodes'], ['source', 'Source', 'panelSource'], ['diff', 'Differences', 'panelDiff'], ['timing', 'Timing', 'panelTiming']];

export class Tabs {
  chosen = 'graph';

  /** onShow(tab) is called when a view comes to the front, onChoose(tab) when a person chooses it. */
  constructor(onShow, onChoose) {
    this.onShow = onShow;
    byId('tabs').replaceChildren(
      ...TABS.map(([name, label, panel]) =>
        el('button', {
          type: 'button',
          id: panel.replace('panel', 'tab'),
          textContent: label,
          attr: { role: 'tab', 'aria-controls': panel },
          on: { click: () => onChoose(name), keydown: (event) => walk(event) },
        }),
      ),
    );
  }

  /** Brings a view to the front; an unknown one stands for the picture. */
  show(tab = this.chosen) {
    this.chosen = TABS.some(([name]) => name === tab) ? tab : 'graph';
    for (const [name, , panel] of TABS) {
      const chosen = name === this.chosen;
      byId(panel).hidden = !chosen;
      const button = byId(panel.replace('panel', 'tab'));
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
    }
    this.onShow(this.chosen);
  }
}

function walk(event) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const all = [...byId('tabs').children];
  all[(all.indexOf(event.currentTarget) + by + all.length) % all.length].focus();
}

/** Shows the list, the graph, the findings or the node on a narrow screen. */
export function setView(view) {
  byId('views').dataset.view = view;
  for (const button of byId('switch').children) {
    if (button.dataset.view === view) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
}

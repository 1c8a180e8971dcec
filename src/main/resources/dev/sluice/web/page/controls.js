// The buttons of the bars.
import { listenForFiles, openHelp, openReport } from './dialogs.js';
import { byId, el, settings, speak } from './dom.js';
import { printWorkflow } from './print.js';
import { setView } from './tabs.js';

/** Connects the buttons with the picture and the open workflow. */
export function connectControls(stage, doc) {
  const click = (id, action) => byId(id).addEventListener('click', action);
  click('zoomIn', () => stage.zoomTo(stage.camera.k * 1.25));
  click('zoomOut', () => stage.zoomTo(stage.camera.k / 1.25));
  click('fit', () => stage.fit());
  click('wheel', () => setWheel(stage, !stage.wheelZooms));
  setWheel(stage, settings.get('wheel') === 'zoom');
  click('theme', () => setTheme({ system: 'light', light: 'dark', dark: 'system' }[document.documentElement.dataset.theme ?? 'system']));
  setTheme(document.documentElement.dataset.theme ?? 'system');
  click('help', openHelp);
  click('validate', () => {
    const input = el('input', { type: 'file' });
    input.addEventListener('change', () => input.files[0] && openReport(input.files[0]));
    input.click();
  });
  click('copyLink', async () => {
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    speak('Link copied');
  });
  click('print', () => printWorkflow(doc));
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'p' || !doc.model) return;
    event.preventDefault(); // the picture has to be fetched first
    printWorkflow(doc);
  });
  for (const button of byId('switch').children)
    button.addEventListener('click', () => {
      setView(button.dataset.view);
      stage.invalidate();
    });
  listenForFiles();
}

function setWheel(stage, zooms) {
  stage.wheelZooms = zooms;
  byId('wheel').setAttribute('aria-pressed', String(zooms));
  settings.set('wheel', zooms ? 'zoom' : 'pan');
}

function setTheme(next) {
  const root = document.documentElement;
  if (next === 'system') delete root.dataset.theme;
  else root.dataset.theme = next;
  const button = byId('theme');
  button.setAttribute('aria-label', `Theme: ${next}`);
  button.title = `Theme: ${next}`;
  settings.set('theme', next);
  dispatchEvent(new Event('theme'));
}

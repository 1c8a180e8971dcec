// Prints the open workflow: the whole picture as the server draws it, the findings and the nodes.
import { banner } from './banner.js';
import { byId, el } from './dom.js';
import { getText } from './net.js';
import { nodeList } from './nodes.js';

/** Fetches the picture, which is always light, and opens the dialog for printing. */
export async function printWorkflow({ id, model }) {
  if (!model) return;
  let svg = '';
  try {
    svg = await getText(`api/workflows/${id}/svg?theme=light`);
  } catch {
    banner('The picture cannot be drawn, so only the findings and the nodes are printed.');
  }
  const url = svg && URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  const image = url ? el('img', { src: url, alt: 'The picture of the workflow' }) : '';
  byId('printed').replaceChildren(image, nodeList(model, () => {}, true));
  if (image) await image.decode().catch(() => {});
  print();
  if (url) URL.revokeObjectURL(url);
}

// The first module to run. A page that opens on the whole list shows it before the rest of the page is loaded.
import { byId } from './dom.js';
import { Library } from './library.js';

export const library = new Library();

const isList = /^(#\/?)?$/.test(location.hash);
const rest = (isList ? library.begun : Promise.resolve()).then(() => {
  document.head.append(byId('rest').content); // the other modules are loaded together, not one after another
  return import('./main.js');
});

library.onOpen = async (id, node) => {
  await rest;
  library.onOpen(id, node); // the rest of the page has replaced it
};
library.load();

// The first module to run. A page that opens on the whole list shows it before the rest of the page is loaded.
import { Library } from './library.js';

export const library = new Library();

const isList = /^(#\/?)?$/.test(location.hash);
const rest = (isList ? library.begun : Promise.resolve()).then(() => import('./main.js'));

library.onOpen = async (id, node) => {
  await rest;
  library.onOpen(id, node); // the rest of the page has replaced it
};
library.load();

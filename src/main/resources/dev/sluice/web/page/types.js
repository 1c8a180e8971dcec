// The types of nodes, each fetched once for all workflows.
import { getJson } from './net.js';

const types = new Map();

const EXEC = /^(exec|true|false|body|completed|then|else|try_body|catch|finally|loop|done|error|success|default|case_)/;

/** Whether a port passes control, by its type if that is known, else by its name. */
export function isExec(name, type, side) {
  const port = type?.[side]?.find((each) => each.name === name);
  return port ? port.dataType === 'EXEC' : EXEC.test(name ?? '');
}

/** Dispatches "arrived" once in a frame in which types have arrived, so that their ports can be drawn. */
export const arrivals = new EventTarget();

let announcing = 0;

function announce() {
  announcing ||= requestAnimationFrame(() => {
    announcing = 0;
    arrivals.dispatchEvent(new Event('arrived'));
  });
}

/** The ports and properties of a type; null until they have arrived, or if there is no such type. */
export function typeOf(name, arrived) {
  const known = types.get(name);
  if (known !== undefined) return known;
  types.set(name, null);
  queue.push([name, arrived]);
  pump();
  return null;
}

const queue = [];
let running = 0;

function pump() {
  while (running < 6 && queue.length) {
    const [name, arrived] = queue.shift();
    running++;
    getJson(`api/types/${encodeURIComponent(name)}`)
      .then((type) => {
        types.set(name, type);
        arrived?.();
        announce();
      })
      .catch(() => {}) // an unknown type has no ports to show
      .finally(() => {
        running--;
        pump();
      });
  }
}

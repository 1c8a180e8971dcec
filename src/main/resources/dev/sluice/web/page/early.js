// A classic script, run before all others: it requests the list, and shows the first names while the modules are loaded.
(function () {
  const ROW = 52; // pixels, as in list.js
  const MOST = 24; // rows
  // Text that is shown as it is, without characters that hide or reorder others; the modules show all other text.
  const PLAIN = /^[\p{L}\p{N} ._/()-]+$/u;
  const END = 15; // letters that are shown at the beginning and at the end of a long name

  const given = /^#t=([\w-]+)(?:&(\/.*))?$/.exec(location.hash);
  let token = given?.[1] ?? null;
  try {
    if (given) sessionStorage.setItem('sluice.token', token);
    else token = sessionStorage.getItem('sluice.token');
  } catch {
    // without storage, the token lasts as long as the page
  }
  if (given) history.replaceState(null, '', location.pathname + location.search + '#' + (given[2] ?? '/'));

  const abort = new AbortController();
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const list = fetch('api/workflows', { headers, signal: abort.signal, cache: 'no-cache', redirect: 'error' });
  const early = (globalThis.early = { token, list, abort, stop: () => {} });
  const isList = /^(#\/?)?$/.test(location.hash);
  list.then((response) => isList && response.ok && show(response.clone())).catch(() => {}); // the failure is shown when the list is read

  const parsed = new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('readystatechange', resolve, { once: true });
  });

  /** Shows the names that arrive before the modules do. */
  async function show(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    early.stop = () => reader.cancel().catch(() => {});
    await parsed;
    const box = document.getElementById('rows');
    let rest = '';
    let count = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const parts = (rest + value).split('\n');
      rest = parts.pop();
      for (const part of parts) {
        const { t, path } = JSON.parse(part);
        if (t !== 'item') continue;
        if (count === MOST || !PLAIN.test(path)) return early.stop();
        box.append(row(path, count++));
      }
    }
  }

  function row(path, index) {
    const element = document.createElement('div');
    element.className = 'row early';
    element.setAttribute('role', 'option');
    element.style.top = `${index * ROW}px`;
    const name = document.createElement('b');
    name.dir = 'auto';
    name.textContent = path.length > 2 * END + 2 ? `${path.slice(0, END + 1)}…${path.slice(-END)}` : path;
    element.append(name);
    return element;
  }
})();

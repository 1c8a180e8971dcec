// A classic script, run before all others: it requests the list, which then arrives while the modules are loaded.
(function () {
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
  list.catch(() => {}); // the failure is shown when the list is read
  globalThis.early = { token, list, abort };
})();

// A classic script, run before the first paint, so that the page never shows the wrong theme.
(function () {
  if (!CSS.supports('color', 'light-dark(#000, #fff)')) document.documentElement.classList.add('old');
  try {
    const theme = localStorage.getItem('sluice.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // without storage, the theme is that of the system
  }
})();

/* Applies the chosen theme before the first paint. Without a choice the system's scheme stands. */
(() => {
  const root = document.documentElement;
  root.classList.add("has-script");
  try {
    const chosen = localStorage.getItem("readiness-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.bsTheme = chosen;
  } catch { /* Storage may be forbidden: the system's scheme stands. */ }
})();

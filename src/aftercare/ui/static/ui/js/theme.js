// Puts the theme on the page before it is painted; loaded without defer in the head.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => (document.cookie.match(/(?:^|; )theme=(light|dark)/) || [])[1];
  const show = () => root.setAttribute("data-bs-theme", kept() || (dark.matches ? "dark" : "light"));

  const mark = () => {
    for (const choice of document.querySelectorAll("[data-theme-set]")) {
      choice.setAttribute("aria-pressed", String(choice.dataset.themeSet === (kept() || "auto")));
    }
  };

  show();
  dark.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", mark);
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-set]");
    if (!choice) return;
    const theme = choice.dataset.themeSet;
    const age = theme === "auto" ? 0 : 31536000;
    document.cookie = `theme=${theme}; path=/; max-age=${age}; samesite=lax`;
    show();
    mark();
  });
})();

// A list follows its filter form while one types or chooses, and the address stays true.
(() => {
  const PAUSE = 300;
  const timers = new WeakMap();

  const apply = (form) => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const url = `${form.getAttribute("action") || location.pathname}?${query}`;
    history.replaceState(history.state, "", url);
    window.htmx.ajax("GET", url, { target: `#${form.dataset.filter}`, swap: "innerHTML" });
  };

  const later = (event) => {
    const form = event.target.closest("form[data-filter]");
    if (!form) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(apply, event.type === "change" ? 0 : PAUSE, form));
  };

  document.addEventListener("input", later);
  document.addEventListener("change", later);
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-filter]")) return;
    event.preventDefault();
    apply(event.target);
  });
})();

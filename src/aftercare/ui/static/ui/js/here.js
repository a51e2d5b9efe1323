// Whoever looks at a page says so, and whether they write: `[data-here]` asks by itself, while the page is looked at.
(() => {
  document.addEventListener("htmx:configRequest", (event) => {
    if (!event.detail.elt.matches?.("[data-here]")) return;
    if (document.hidden) return event.preventDefault();
    if (document.querySelector("form[data-send][data-typed]")) event.detail.parameters.set("writing", "1");
  });
  // A presence that could not be told is no news: the next question comes anyway.
  for (const kind of ["htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(kind, (event) => event.detail.elt.matches?.("[data-here]") && event.stopImmediatePropagation(), true);
  }
})();

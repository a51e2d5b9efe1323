// On a wide screen the chosen row opens beside its list; the address follows, so reloading shows its own page.
(() => {
  const WIDE = matchMedia("(min-width: 1440px)");
  const desk = document.querySelector("[data-panes]");
  if (!desk) return;
  const reading = desk.querySelector("#reading");
  const list = location.pathname + location.search;
  let shown = "";

  const mark = (link) => {
    for (const row of desk.querySelectorAll("[data-list] > *")) row.classList.toggle("ac-opened", Boolean(link) && row.contains(link));
  };

  const close = () => {
    desk.classList.remove("ac-desk-open");
    reading.hidden = true;
    reading.replaceChildren();
    shown = "";
    mark(null);
  };

  // The parts of the list ask for the list, whatever the address says meanwhile.
  const hold = () => {
    for (const part of desk.querySelectorAll(".ac-desk-list [data-live]")) if (!part.dataset.live) part.dataset.live = list;
  };

  const open = (link, { push = true } = {}) => {
    const url = link.getAttribute("href");
    if (url === shown) return;
    shown = url;
    mark(link);
    window.htmx.ajax("GET", url, { target: "#reading", swap: "innerHTML", select: "#main > *" }).then(() => {
      if (shown !== url) return;
      hold();
      reading.hidden = false;
      desk.classList.add("ac-desk-open");
      reading.setAttribute("aria-label", link.textContent.trim());
      reading.scrollTop = 0;
      if (push) history.pushState({ pane: url }, "", url);
    });
  };

  const linkTo = (url) => [...desk.querySelectorAll("[data-list] [data-row]")].find((link) => link.getAttribute("href") === url);

  desk.addEventListener("click", (event) => {
    const link = event.target.closest(".ac-desk-list [data-row]");
    if (!link || !WIDE.matches || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link);
  });

  // With a request open, walking the list opens what one comes to.
  let soon = 0;
  desk.addEventListener("focusin", (event) => {
    const link = event.target.closest(".ac-desk-list .ac-marked [data-row]");
    if (!link || !desk.classList.contains("ac-desk-open") || !WIDE.matches) return;
    clearTimeout(soon);
    soon = setTimeout(open, 150, link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown || document.querySelector("dialog[open], details.ac-menu[open]")) return;
    const back = linkTo(shown);
    close();
    history.pushState(null, "", list);
    back?.focus();
  });

  addEventListener("popstate", (event) => {
    const link = event.state?.pane && linkTo(event.state.pane);
    if (link) return open(link, { push: false });
    if (location.pathname + location.search === list) return close();
    location.reload();
  });
})();

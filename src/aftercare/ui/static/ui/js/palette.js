// Ctrl/⌘ with K: go to, find, create, act. What is offered is asked for when it opens and narrowed here while one types;
// requests, customers and devices are searched by the server. What was looked at lately stays on this device.
(() => {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const part = (name) => document.getElementById(`palette-${name}`);
  const box = part("box");
  const recent = `recent:${document.body.dataset.person || ""}`;
  const MOST = 6;
  const PAUSE = 200;
  const subject = /^request:(.+)$/.exec(document.body.dataset.subject || "");
  let timer = 0;

  // The request in view: its own page, or the pane beside the list, whose address the page carries.
  const about = () => /\/requests\/([0-9a-f-]{36})\/$/.exec(location.pathname)?.[1] || "";
  const kept = () => JSON.parse(localStorage.getItem(recent) || "[]");
  if (subject && about() === subject[1]) {
    const here = { url: location.pathname, label: document.title.replace(/ · Aftercare$/, "") };
    localStorage.setItem(recent, JSON.stringify([here, ...kept().filter(({ url }) => url !== here.url)].slice(0, MOST)));
  }
  document.addEventListener("submit", (event) => {
    if (event.target.action.endsWith("/account/logout/")) localStorage.removeItem(recent);
  });

  const options = () => [...dialog.querySelectorAll("[role=option]")].filter((one) => !one.hidden);
  const mark = (option) => {
    for (const one of dialog.querySelectorAll("[aria-selected=true]")) one.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };

  const narrow = () => {
    const words = box.value.trim().toLowerCase().normalize("NFKC");
    for (const one of dialog.querySelectorAll("#palette-ready [role=option], #palette-recent [role=option]")) {
      one.hidden = Boolean(words) && !one.dataset.words.includes(words);
    }
    for (const group of dialog.querySelectorAll("[role=group]")) group.hidden = !group.querySelector("[role=option]:not([hidden])");
    const all = options();
    part("none").textContent = all.length || !words ? "" : part("none").dataset.none;
    mark(all[0]);
  };

  const showRecent = () => {
    const rows = kept().filter(({ url }) => url !== location.pathname);
    if (!rows.length) return part("recent").replaceChildren();
    const group = part("recent-group").content.cloneNode(true).firstElementChild;
    rows.forEach(({ url, label }, at) => {
      const one = part("recent-one").content.cloneNode(true).firstElementChild;
      Object.assign(one, { id: `palette-recent-${at}`, href: url });
      one.dataset.words = label.toLowerCase();
      one.querySelector("span").textContent = label;
      group.append(one);
    });
    part("recent").replaceChildren(group);
  };

  const open = () => {
    if (document.querySelector("dialog[open]")) return;
    box.value = "";
    part("found").replaceChildren();
    showRecent();
    narrow();
    dialog.showModal();
    box.focus();
    const url = `${dialog.dataset.url}?about=${about()}`;
    window.htmx.ajax("GET", url, { target: "#palette-ready", swap: "innerHTML" }).then(narrow);
  };

  const search = () => {
    const q = box.value.trim();
    if (!q) return part("found").replaceChildren(), narrow();
    const url = `${dialog.dataset.find}?q=${encodeURIComponent(q)}`;
    window.htmx.ajax("GET", url, { target: "#palette-found", swap: "innerHTML" }).then(() => {
      if (box.value.trim() === q) narrow();
      else search();
    });
  };

  box.addEventListener("input", (event) => {
    if (event.isComposing) return;
    narrow();
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    const all = options();
    if (event.isComposing || !all.length) return;
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(all[(at + step + all.length) % all.length]);
    else if (event.key === "Enter") all[Math.max(at, 0)].click();
    else return;
    event.preventDefault();
  });

  // Before other listeners: a dialog that a choice opens comes after this one is gone.
  document.addEventListener(
    "click",
    (event) => {
      if (event.target === dialog || event.target.closest("#palette [role=option]")) dialog.close();
      if (!event.target.closest("[data-palette]") || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      open();
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });
  if (/Mac|iPhone|iPad/.test(navigator.platform)) {
    for (const key of document.querySelectorAll("[data-palette] .ac-key")) key.textContent = "⌘ K";
  }
})();

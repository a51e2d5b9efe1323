// Keyboard use throughout: `data-key` presses its element, `/` searches, j and k walk lists, `?` shows them all.
// What stands on every page (`data-key-always`, a key that is nowhere else) leaves its `data-key` to the page's own.
(() => {
  const { say } = window.Aftercare;
  const OFF = "keys-off";
  const WAIT = 900; // a second key of a pair like `g q` must follow within this
  let first = "";
  let timer = 0;

  const typing = (element) => element.isContentEditable || element.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  const shown = (element) => element.getClientRects().length > 0;
  const keyed = () => [...document.querySelectorAll("[data-key]")];
  // Of two with one key, the list's and that of what was opened beside it, the latter is meant.
  const own = (key) => {
    const found = keyed().filter((one) => one.dataset.key === key && !one.dataset.keyAlways && shown(one));
    return found.find((one) => one.closest("#reading")) ?? found[0];
  };
  const always = (key) => keyed().find((one) => one.dataset.keyAlways && [one.dataset.key, one.dataset.keyAlways].includes(key));
  const find = (key) => own(key) ?? always(key);

  const rows = () => [...document.querySelectorAll("[data-list] > :not(.ac-more)")].filter(shown);
  const walk = (step) => {
    const all = rows();
    const now = all.findIndex((row) => row.classList.contains("ac-marked"));
    const next = all[Math.min(Math.max(now + step, 0), all.length - 1)];
    if (!next) return;
    all.forEach((row) => row.classList.toggle("ac-marked", row === next));
    const link = next.querySelector("[data-row], a, button");
    if (link) link.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  const line = (keys, label) => {
    const row = document.createElement("div");
    const what = document.createElement("dt");
    what.textContent = label;
    const how = document.createElement("dd");
    for (const key of keys) {
      const cap = document.createElement("kbd");
      cap.className = "ac-key";
      cap.textContent = key;
      how.append(cap, " ");
    }
    row.append(what, how);
    return row;
  };

  const label = (element) =>
    element.dataset.keyLabel || element.querySelector(".ac-btn-words, .ac-rail-label")?.textContent || element.textContent.trim();

  const list = () => {
    const all = document.createElement("dl");
    all.className = "ac-keys";
    for (const one of keyed().filter((one) => !one.dataset.keyAlways && shown(one) && own(one.dataset.key) === one)) all.append(line(one.dataset.key.split(" "), label(one)));
    for (const one of keyed().filter((one) => one.dataset.keyAlways && own(one.dataset.key)?.href !== one.href)) {
      all.append(line([own(one.dataset.key) ? one.dataset.keyAlways : one.dataset.key], label(one)));
    }
    if (document.getElementById("palette")) all.append(line(["Ctrl / ⌘", "K"], say("palette")));
    if (document.querySelector("[data-search]")) all.append(line(["/"], say("go_search")));
    if (rows().length) all.append(line(["j", "k"], say("list_move")), line(["Enter"], say("list_open")));
    all.append(line(["?"], say("show_keys")));
    return all;
  };

  // Single keys can be switched off: speech input would trigger them (WCAG 2.1.4).
  const toggle = () => {
    const row = document.createElement("div");
    row.className = "form-check";
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", id: "keys-on", className: "form-check-input", checked: !localStorage.getItem(OFF) });
    box.addEventListener("change", () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
    const words = document.createElement("label");
    Object.assign(words, { htmlFor: "keys-on", className: "form-check-label", textContent: say("shortcuts_on") });
    row.append(box, words);
    return row;
  };

  const help = () => {
    const frame = document.getElementById("dialog-frame");
    const title = document.createElement("h2");
    title.className = "ac-dialog-title";
    title.textContent = say("shortcuts");
    frame.setAttribute("aria-label", title.textContent);
    const close = document.createElement("button");
    Object.assign(close, { type: "button", className: "btn", textContent: say("close") });
    close.dataset.close = "";
    const body = document.createElement("div");
    body.className = "ac-stack";
    body.append(title, list(), toggle(), close);
    document.getElementById("dialog").replaceChildren(body);
    frame.showModal();
  };

  const press = (key) => {
    const target = find(first ? `${first} ${key}` : key);
    clearTimeout(timer);
    first = "";
    if (target) return target.click(), true;
    if (key === "/") return document.querySelector("[data-search]")?.focus(), true;
    if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1), true;
    if (keyed().some((one) => one.dataset.key.startsWith(`${key} `))) {
      first = key;
      timer = setTimeout(() => (first = ""), WAIT);
      return true;
    }
    return false;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") return event.preventDefault(), help();
    if (localStorage.getItem(OFF) || event.key.length !== 1) return;
    if (press(event.key)) event.preventDefault();
  });
})();

// Typed text is kept on this device until the server accepted it: `form[data-draft="key"]`. Each person has their own;
// `[data-cancel]` drops it, signing out drops all of them, and what nobody signed in typed is kept for a day.
(() => {
  const { say, onContent } = window.Aftercare;
  const HOLD = 400;
  const SKIP = '[type="password"], [type="hidden"], [type="file"], [type="submit"], [data-no-draft]';
  const DAY = 86400000;
  const person = document.body.dataset.person || "";
  const own = `draft:${person}:`;
  const name = (key) => `${own}${key}`;
  let timer = 0;
  const sent = (key) => `draft-sent:${key}`;

  const fields = (form) => [...form.elements].filter((field) => field.name && !field.matches(`${SKIP}, button, fieldset`));
  // Of a list with several choices all of them, with their names: the others may not be in the list next time.
  const chosen = (field) => JSON.stringify([...field.selectedOptions].map(({ value, text }) => [value, text]));
  const value = (field) => {
    if (/checkbox|radio/.test(field.type)) return `${field.value}:${field.checked}`;
    return field.type === "select-multiple" ? chosen(field) : field.value;
  };
  const choose = (field, kept) => {
    const names = new Map(JSON.parse(kept || "[]"));
    for (const option of field.options) option.selected = names.delete(option.value);
    for (const [id, name] of names) field.add(new Option(name, id, true, true));
  };
  // As the server sent it: a browser that reloads a page fills in by itself what was typed before.
  const begun = (field) => {
    if (/checkbox|radio/.test(field.type)) return `${field.value}:${field.defaultChecked}`;
    if (!field.options) return field.defaultValue;
    const marked = [...field.options].filter((option) => option.defaultSelected);
    if (field.type === "select-multiple") return JSON.stringify(marked.map(({ value, text }) => [value, text]));
    return (marked.at(-1) || [...field.options].find((option) => !option.disabled))?.value ?? "";
  };
  const read = (form) => fields(form).map((field) => [field.name, value(field)]);
  // What is only a way to say it (a tab) is kept with a draft, but makes none by itself.
  const said = (form) => fields(form).filter((field) => !field.matches("[data-no-words]"));
  const words = (form, of) => JSON.stringify(said(form).map((field) => [field.name, of(field)]));

  // A browser keeps no files: their names are kept, to be said with the words that come back.
  const chosenFiles = (form) => [...form.querySelectorAll('[type="file"]')].flatMap(({ files }) => [...files]).map((file) => file.name);

  const keep = (form) => {
    const values = read(form);
    const files = chosenFiles(form);
    const untouched = !("cameBack" in form.dataset) && !files.length && words(form, value) === form.dataset.blank;
    form.toggleAttribute("data-typed", !untouched); // live updates leave it alone
    if (untouched) localStorage.removeItem(name(form.dataset.draft));
    else localStorage.setItem(name(form.dataset.draft), JSON.stringify({ at: Date.now(), values, files }));
  };

  // Who is quick types before this script is there.
  const isEarly = (field) => /^(text|tel|email|search|url|number|textarea)$/.test(field.type) && value(field) !== begun(field);
  const looked = new WeakSet();
  const look = (form) => {
    if (!looked.has(form) && said(form).some(isEarly)) form.toggleAttribute("data-typed", true);
    looked.add(form);
  };

  // Lines that were added (`lines.js`) come first, so that their words find a place.
  const fill = (form, values, leaves = () => false) => {
    form.dispatchEvent(new CustomEvent("draft", { bubbles: true, detail: values.map(([name]) => name) }));
    const left = [...values];
    for (const field of fields(form)) {
      const at = left.findIndex(([key, value]) => key === field.name && (!/checkbox|radio/.test(field.type) || value.startsWith(`${field.value}:`)));
      if (at < 0) continue;
      const [, value] = left.splice(at, 1)[0];
      if (leaves(field)) continue;
      if (/checkbox|radio/.test(field.type)) field.checked = value.endsWith(":true");
      else if (field.type === "select-multiple") choose(field, value);
      else field.value = value;
      if (field.tomselect) field.tomselect.sync();
    }
  };

  const tell = (form, at, files) => {
    const note = document.createElement("p");
    note.className = "ac-draft";
    note.setAttribute("role", "status");
    const when = new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short", timeZone: document.documentElement.dataset.zone || undefined });
    const drop = document.createElement("button");
    drop.type = "button";
    drop.textContent = say("discard");
    drop.addEventListener("click", () => {
      fill(form, JSON.parse(form.dataset.blank));
      form.removeAttribute("data-typed");
      forget(form.dataset.draft);
      note.remove();
    });
    const again = files.length ? ` ${say("files_again", { names: files.join(", ") })}` : "";
    note.append(say("draft_restored", { when }) + again, drop);
    form.prepend(note);
  };

  const forget = (key) => {
    localStorage.removeItem(name(key));
    sessionStorage.removeItem(sent(key));
  };

  const bring = (form) => {
    look(form);
    if (form.dataset.blank) return;
    form.dataset.blank = words(form, begun);
    const kept = localStorage.getItem(name(form.dataset.draft));
    // A form that came back, with refusals or a preview, already holds what was typed.
    const refused = form.querySelector('[aria-invalid="true"], [role="alert"], .errorlist, [data-came-back]');
    if (refused) form.toggleAttribute("data-typed", true);
    if (refused) form.dataset.cameBack = ""; // its words are to be kept though nobody typed since
    if (!kept || refused) return;
    const { at, values, files = [] } = JSON.parse(kept);
    fill(form, values, isEarly);
    form.toggleAttribute("data-typed", true);
    form.dispatchEvent(new Event("change", { bubbles: true }));
    tell(form, at, files);
  };

  const keys = (start) => Object.keys(localStorage).filter((one) => one.startsWith(start));
  const expire = () => {
    for (const key of keys("draft::")) {
      if (Date.now() - JSON.parse(localStorage.getItem(key)).at > DAY) localStorage.removeItem(key);
    }
  };
  let over = false;
  const signOut = () => {
    over = true;
    keys(own).forEach((key) => localStorage.removeItem(key));
  };
  // Whoever reloads or follows a link takes the last letters along.
  const keepAll = () => {
    clearTimeout(timer);
    if (!over) document.querySelectorAll("form[data-draft][data-typed]").forEach(keep);
  };

  // A plain form was accepted when its answer was a redirect that led to a page of ours which is not the sign-in, and
  // not to where a second factor has to be set up first.
  const settle = () => {
    const [arrival] = performance.getEntriesByType("navigation");
    const accepted = arrival && arrival.redirectCount > 0 && document.body.dataset.surface !== "plain" && !("heldBack" in document.body.dataset);
    for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith("draft-sent:"))) {
      if (accepted) forget(key.slice("draft-sent:".length));
      else sessionStorage.removeItem(key); // a page of errors, or signing in again: the words are still to be sent
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !form.dataset.draft) return;
    form.toggleAttribute("data-typed", true);
    clearTimeout(timer);
    timer = setTimeout(keep, HOLD, form);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.action.endsWith("/account/logout/")) signOut();
    if (!form.dataset.draft) return;
    clearTimeout(timer);
    keep(form);
    sessionStorage.setItem(sent(form.dataset.draft), "1");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form[data-draft]");
    if (form && event.detail.successful && event.detail.requestConfig.verb !== "get") {
      form.removeAttribute("data-typed");
      forget(form.dataset.draft);
    }
  });

  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-cancel]")?.closest("form[data-draft]");
    if (!form) return;
    clearTimeout(timer);
    form.removeAttribute("data-typed");
    forget(form.dataset.draft);
  });
  addEventListener("pagehide", keepAll);
  document.addEventListener("visibilitychange", () => document.hidden && keepAll());

  expire();
  settle();
  onContent((root) => root.querySelectorAll("form[data-draft]").forEach(bring));
})();

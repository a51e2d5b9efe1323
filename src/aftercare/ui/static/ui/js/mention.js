// @ tells a colleague: typing it in `form[data-colleagues]` offers names, and the one chosen is told by name as well.
(() => {
  const { onContent } = window.Aftercare;
  const BEHIND = /(?:^|[\s(（,，。;；:：])@([^\s@]{0,30})$/u;
  const WAIT = 150;

  const start = (form) => {
    const words = form.querySelector("textarea");
    const told = form.querySelector('select[name="mentioned"]');
    const place = form.querySelector("[data-told]");
    if (!words || !told) return;
    const list = document.createElement("ul");
    Object.assign(list, { id: `${words.id}-names`, className: "ac-names", hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", told.getAttribute("aria-label"));
    words.after(list);
    words.setAttribute("aria-autocomplete", "list");
    words.setAttribute("aria-controls", list.id);
    let timer = 0;
    let asked = 0;
    let marked = 0;

    const close = () => {
      list.hidden = true;
      words.removeAttribute("aria-activedescendant");
    };
    const mark = (step) => {
      const rows = [...list.children];
      marked = (marked + step + rows.length) % rows.length;
      rows.forEach((row, at) => row.setAttribute("aria-selected", String(at === marked)));
      words.setAttribute("aria-activedescendant", rows[marked].id);
      rows[marked].scrollIntoView({ block: "nearest" });
    };
    const behind = () => words.value.slice(0, words.selectionStart).match(BEHIND);
    const noting = () => form.querySelector('[name="mode"]:checked')?.value === "note";

    const show = () => {
      const names = [...told.selectedOptions].map((one) => one.text);
      if (place) place.textContent = names.length ? `: ${names.join(", ")}` : "";
    };
    const take = (id, name) => {
      const found = behind();
      if (found) {
        const from = words.selectionStart - found[1].length;
        words.setRangeText(`${name} `, from, words.selectionStart, "end");
      }
      const known = [...told.options].find((one) => one.value === id);
      if (known) known.selected = true;
      else told.add(new Option(name, id, true, true), 0);
      close();
      show();
      words.dispatchEvent(new Event("input", { bubbles: true }));
    };

    const offer = (items) => {
      list.replaceChildren(
        ...items.map(({ id, label }, at) => {
          const row = document.createElement("li");
          Object.assign(row, { id: `${list.id}-${at}`, textContent: label });
          row.setAttribute("role", "option");
          row.addEventListener("pointerdown", (event) => {
            event.preventDefault(); // the words keep the focus
            take(id, label);
          });
          row.choose = () => take(id, label);
          return row;
        }),
      );
      list.hidden = !items.length;
      marked = 0;
      if (items.length) mark(0);
    };

    const ask = async () => {
      const found = noting() && behind();
      if (!found) return close();
      const number = ++asked;
      const answer = await fetch(`${form.dataset.colleagues}?q=${encodeURIComponent(found[1])}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (!answer?.ok || number !== asked || !behind()) return;
      offer((await answer.json()).items);
    };

    words.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    words.addEventListener("keydown", (event) => {
      if (list.hidden || event.isComposing) return;
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps) mark(steps[event.key]);
      else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") list.children[marked].choose();
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    words.addEventListener("blur", close);
    told.addEventListener("change", show);
    form.addEventListener("change", show);
    show();
  };

  const ready = new WeakSet();
  onContent((root) => {
    for (const form of root.querySelectorAll("form[data-colleagues]")) {
      if (!ready.has(form)) start(form);
      ready.add(form);
    }
  });
})();

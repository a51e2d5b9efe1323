// Lines of a form that are added and taken away without a reload: `[data-lines]` around `[data-line]`s and a <template>.
// Loaded before drafts.js: the lines of a draft that comes back are drawn first (event `draft`, with their names).
(() => {
  const count = (holder) => holder.querySelector('[name$="-TOTAL_FORMS"]');
  const changed = (holder) => count(holder).dispatchEvent(new Event("input", { bubbles: true }));

  const draw = (holder, number) => {
    const total = count(holder);
    total.value = Math.max(Number(total.value), number + 1);
    const place = holder.querySelector("[data-line-list]");
    place.insertAdjacentHTML("beforeend", holder.querySelector("template").innerHTML.replaceAll("__prefix__", number));
    const line = place.lastElementChild;
    line.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: line } }));
    return line;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-line-add], [data-line-remove]");
    if (!button) return;
    event.preventDefault();
    const holder = button.closest("[data-lines]");
    if (button.matches("[data-line-add]")) {
      draw(holder, Number(count(holder).value)).querySelector("input:not([type=hidden], .tomselected), select").focus();
    } else {
      button.closest("[data-line]").remove();
      holder.querySelector("[data-line-add]").focus();
    }
    changed(holder);
  });

  document.addEventListener("draft", ({ target, detail }) => {
    for (const holder of target.querySelectorAll("[data-lines]")) {
      const named = (name) => name.match(new RegExp(`^${holder.dataset.lines}-(\\d+)-`))?.[1];
      const wanted = new Set(detail.map(named).filter(Boolean));
      for (const line of holder.querySelectorAll("[data-line]")) {
        const own = named(line.querySelector("[name]").name);
        if (!wanted.delete(own)) line.remove();
      }
      for (const number of wanted) draw(holder, Number(number));
      if (holder.querySelector("[data-line]")) holder.closest("details")?.setAttribute("open", "");
    }
  });
})();

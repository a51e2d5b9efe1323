// Type to choose: `select[data-combobox]`; with `data-url` the server searches (`?q=`, JSON items {id, label}).
// `input[data-combobox]` keeps what is typed where nothing of the list is chosen.
(() => {
  const { say, onContent } = window.Aftercare;
  const escape = (text) => new Option(text).innerHTML;

  const search = (url) => (query, done) =>
    fetch(`${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } })
      .then((answer) => answer.json())
      .then(({ items }) => done(items))
      .catch(() => done());

  const GAP = 4;

  // The list lies above the page, so that the edge of a dialog or card cuts nothing off; upwards where there is more room.
  const float = (chooser) => {
    const { control, dropdown } = chooser;
    const place = () => {
      const { left, top, bottom, width } = control.getBoundingClientRect();
      const up = innerHeight - bottom < dropdown.offsetHeight + GAP && top > innerHeight - bottom;
      dropdown.style.left = `${left}px`;
      dropdown.style.width = `${width}px`;
      dropdown.style.top = up ? "auto" : `${bottom + GAP}px`;
      dropdown.style.bottom = up ? `${innerHeight - top + GAP}px` : "auto";
    };
    const follow = (listen) => {
      window[listen]("scroll", place, true);
      window[listen]("resize", place);
    };
    dropdown.popover = "manual";
    chooser.on("dropdown_open", () => {
      dropdown.showPopover();
      place();
      follow("addEventListener");
    });
    chooser.on("dropdown_close", () => {
      follow("removeEventListener");
      dropdown.hidePopover();
    });
  };

  const line = (name, word) => ({ input }) => `<div class="${name}">${escape(say(word, { query: input }))}</div>`;
  const BOUND = { render: { no_results: line("no-results", "nothing_found") } };
  const FREE = {
    ...{ create: true, createOnBlur: true, persist: false, maxItems: 1, delimiter: "\n" },
    render: { no_results: null, option_create: line("create", "as_typed") },
  };

  const options = (select) => ({
    maxOptions: 200,
    openOnFocus: false, // a dialog puts the focus into its first field; a list that opens by itself lies over the others
    refreshThrottle: 0, // Enter right after typing must choose what was typed
    plugins: select.multiple ? ["remove_button"] : [],
    placeholder: select.dataset.placeholder || select.placeholder,
    ...(select.matches("input") ? FREE : BOUND),
    ...(select.dataset.url && { valueField: "id", labelField: "label", searchField: [], load: search(select.dataset.url) }),
  });

  const openOnClick = (chooser) => {
    let wasOpen = false;
    chooser.control.addEventListener("pointerdown", () => (wasOpen = chooser.isOpen));
    chooser.control.addEventListener("click", () => {
      if (!wasOpen && !chooser.isOpen) chooser.open();
    });
  };

  // The box that is typed into speaks for the select; the select itself falls silent.
  const start = (select) => {
    const focused = document.activeElement === select;
    const chooser = new window.TomSelect(select, options(select));
    const box = chooser.control_input;
    if (chooser.dropdown.showPopover) float(chooser);
    openOnClick(chooser);
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
    }
    select.setAttribute("aria-hidden", "true");
    if (focused) box.focus();
  };

  onContent((root) => {
    for (const select of root.querySelectorAll("[data-combobox]")) {
      if (!select.tomselect) start(select);
    }
  });
})();

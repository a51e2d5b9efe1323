// Type to choose: `select[data-combobox]`; with `data-url` the server searches (`?q=`, JSON items {id, label}).
(() => {
  const { say, onContent } = window.Aftercare;
  const escape = (text) => new Option(text).innerHTML;

  const search = (url) => (query, done) =>
    fetch(`${url}${url.includes("?") ? "&" : "?"}q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } })
      .then((answer) => answer.json())
      .then(({ items }) => done(items))
      .catch(() => done());

  const options = (select) => ({
    maxOptions: 200,
    refreshThrottle: 0, // Enter right after typing must choose what was typed
    plugins: select.multiple ? ["remove_button"] : [],
    placeholder: select.dataset.placeholder,
    render: { no_results: ({ input }) => `<div class="no-results">${escape(say("nothing_found", { query: input }))}</div>` },
    ...(select.dataset.url && { valueField: "id", labelField: "label", searchField: [], load: search(select.dataset.url) }),
  });

  // The box that is typed into speaks for the select; the select itself falls silent.
  const start = (select) => {
    const focused = document.activeElement === select;
    const box = new window.TomSelect(select, options(select)).control_input;
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
    }
    select.setAttribute("aria-hidden", "true");
    if (focused) box.focus();
  };

  onContent((root) => {
    for (const select of root.querySelectorAll("select[data-combobox]")) {
      if (!select.tomselect) start(select);
    }
  });
})();

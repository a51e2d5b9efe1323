// Native dialogs and drawers, and pages that open in a dialog.
(() => {
  const frame = () => document.getElementById("dialog-frame");

  const fetchInto = (link) => {
    window.htmx.ajax("GET", link.href, { target: "#dialog", swap: "innerHTML" }).then(() => {
      if (!frame().open) frame().showModal();
      const title = frame().querySelector("h1, h2");
      if (title) frame().setAttribute("aria-label", title.textContent.trim());
      const first = frame().querySelector('[autofocus], :is(input:not([type="hidden"]), select, textarea):not([tabindex="-1"])');
      if (first) first.focus();
    });
  };

  document.addEventListener("click", (event) => {
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
    const open = event.target.closest("[data-open]");
    const close = event.target.closest("[data-close]");
    const page = event.target.closest("a[data-dialog]");
    if (open && plain) {
      event.preventDefault();
      document.getElementById(open.dataset.open).showModal();
    } else if (close) {
      close.closest("dialog").close();
    } else if (page && plain && window.htmx) {
      event.preventDefault();
      fetchInto(page);
    } else if (event.target.matches("dialog.ac-drawer")) {
      event.target.close(); // a click beside the drawer
    }
  });

  document.addEventListener("closeDialog", () => document.querySelectorAll("dialog[open]").forEach((one) => one.close()));
})();

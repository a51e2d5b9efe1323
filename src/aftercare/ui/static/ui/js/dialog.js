// Native dialogs and drawers, and pages that open in a dialog; a form in it is answered in it, or leads to a page.
(() => {
  const frame = () => document.getElementById("dialog-frame");

  const FIELD = ':is(input:not([type="hidden"]), select, textarea):not([tabindex="-1"])';

  const begin = () => {
    const title = frame().querySelector("h1, h2");
    if (title) frame().setAttribute("aria-label", title.textContent.trim());
    for (const form of frame().querySelectorAll('form[method="post"]:not([data-hx-post])')) {
      form.setAttribute("data-hx-post", form.getAttribute("action"));
      form.setAttribute("data-hx-target", "#dialog");
      form.setAttribute("data-hx-swap", "innerHTML");
      if (form.enctype === "multipart/form-data") form.setAttribute("data-hx-encoding", form.enctype);
      window.htmx.process(form);
    }
    (frame().querySelector("[autofocus]") ?? frame().querySelector(FIELD))?.focus();
  };

  const fetchInto = (link) => {
    window.htmx.ajax("GET", link.href, { target: "#dialog", swap: "innerHTML" }).then(() => {
      if (!frame().open) frame().showModal();
      begin();
    });
  };

  // What the form brought: itself with what is in the way, or a page of its own, which takes the place of this one.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, xhr, requestConfig } = event.detail;
    if (target?.id !== "dialog" || !/^\s*<!doctype/i.test(xhr.responseText)) return;
    event.detail.shouldSwap = false;
    history.replaceState(null, "", requestConfig.path);
    document.open();
    document.write(xhr.responseText);
    document.close();
  });
  document.addEventListener("htmx:afterSwap", (event) => event.target.id === "dialog" && event.detail.requestConfig.verb === "post" && begin());

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

// A form goes out once: its buttons rest while it is under way, and its token changes once it was accepted.
(() => {
  const buttons = (form) => form.querySelectorAll('button:not([type="button"]), input[type="submit"]');

  const rest = (form, pressed) => {
    form.dataset.sent = "1";
    for (const button of buttons(form)) {
      button.disabled = true;
      if (button === pressed) button.setAttribute("aria-busy", "true");
    }
  };
  const wake = (form) => {
    delete form.dataset.sent;
    for (const button of buttons(form)) {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const method = (event.submitter && event.submitter.getAttribute("formmethod")) || form.method;
    if (method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // A disabled button would not send its own name and value, so it rests a moment later,
    // unless another behaviour stopped the form (HTMX stops it too, but sends it itself).
    setTimeout(() => {
      if (!event.defaultPrevented || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) rest(form, event.submitter);
    }, 0);
  }, true);

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (!form) return;
    wake(form);
    const token = form.querySelector("[data-once]");
    if (token && event.detail.successful && window.crypto.randomUUID) token.value = crypto.randomUUID();
  });
  addEventListener("pageshow", (event) => event.persisted && document.querySelectorAll("form[data-sent]").forEach(wake));
})();

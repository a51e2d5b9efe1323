// A form goes out once: its buttons rest while it is under way, and its token changes once it was accepted.
// Whoever goes back gets a new page with the old words: sent as they were, they are the form that went out before,
// as long as the thing the page is about is as it was (`data-once` holds its version). Without words it is a new one.
(() => {
  const TOKENS = ["idempotency_key", "csrfmiddlewaretoken"];
  const back = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const looked = new WeakSet();

  // A number that tells words apart, so that nobody finds the words themselves in the browser.
  const mark = (form) => {
    const words = [...new FormData(form)].filter(([name]) => !TOKENS.includes(name)).map(([name, value]) => [name, value.name ?? value]);
    return [...JSON.stringify(words)].reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) | 0, 0);
  };
  const TYPED = 'textarea, input:not([type]), [type="text"], [type="search"], [type="tel"], [type="email"], [type="url"], [type="number"]';
  const hasWords = (form) => [...form.elements].some((field) => field.matches(TYPED) && field.value.trim());
  const remember = (form) => {
    const token = form.querySelector("[data-once]");
    if (!token) return;
    const key = `once:${form.action}`;
    const [before, ...sent] = JSON.parse(sessionStorage.getItem(key) || "[]");
    const now = [mark(form), token.dataset.once];
    const same = sent.length === now.length && now.every((one, n) => one === sent[n]);
    if (back && !looked.has(form) && same && hasWords(form)) token.value = before;
    looked.add(form);
    sessionStorage.setItem(key, JSON.stringify([token.value, ...now]));
  };

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
    remember(form);
    // A disabled button would not send its own name and value, so it rests a moment later,
    // unless another behaviour stopped the form (HTMX stops it too, but sends it itself).
    setTimeout(() => {
      if (!event.defaultPrevented || form.matches("[data-hx-post], [data-hx-put], [data-hx-patch], [data-hx-delete]")) rest(form, event.submitter);
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

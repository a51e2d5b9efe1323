// Short messages: those of the server, and what went wrong on the way to it.
(() => {
  const { say } = window.Aftercare;
  const STAY = 6000;
  const place = document.getElementById("toasts");

  // Of parts that fail together the first one says it.
  const shown = (text) => [...place.children].some((toast) => toast.dataset.said === text);

  const show = (text, tone = "info") => {
    if (shown(text)) return;
    const toast = document.createElement("div");
    toast.dataset.tone = tone;
    toast.dataset.said = text;
    toast.textContent = text;
    place.append(toast);
    dress(toast);
  };

  const dress = (toast) => {
    const words = document.createElement("p");
    const undo = toast.querySelector("a");
    undo?.remove();
    words.textContent = toast.textContent.trim();
    if (undo) words.append(" ", undo);
    const close = document.createElement("button");
    close.type = "button";
    close.setAttribute("aria-label", say("dismiss"));
    close.textContent = "×";
    close.addEventListener("click", () => toast.remove());
    toast.className = "ac-toast";
    toast.replaceChildren(words, close);
    // What went wrong stays until it is read; the rest leaves unless somebody is on it.
    if (!/bad|error|warn/.test(toast.dataset.tone)) leaveLater(toast);
  };

  const leaveLater = (toast) => {
    setTimeout(() => (toast.matches(":hover, :focus-within") ? leaveLater(toast) : toast.remove()), STAY);
  };

  const refusal = (request) => {
    if (request.status === 401) return say("signed_out");
    try {
      return JSON.parse(request.responseText).detail || say("failed");
    } catch {
      return say("failed");
    }
  };

  place.querySelectorAll("[data-toast]").forEach(dress);
  document.addEventListener("toast", (event) => {
    const { toasts, text, tone } = event.detail;
    for (const one of toasts || [{ text, tone }]) show(one.text, one.tone);
  });
  document.addEventListener("htmx:sendError", () => show(say("offline"), "bad"));
  document.addEventListener("htmx:timeout", () => show(say("offline"), "bad"));
  document.addEventListener("htmx:responseError", (event) => show(refusal(event.detail.xhr), "bad"));
})();

// What others do appears without reload: a fact about the page's subject makes each `data-live` part ask for itself.
(() => {
  const { say, announce } = window.Aftercare;
  const PAUSE = 250; // several facts of one action arrive together
  let waiting = 0;

  const busy = (part) => {
    const typing = document.activeElement;
    return part.contains(typing) && typing.matches("input, textarea, select, [contenteditable]");
  };

  const ask = (part) => {
    if (busy(part)) {
      part.addEventListener("focusout", soon, { once: true });
      return;
    }
    const url = part.dataset.live || location.pathname + location.search;
    // Each part asks for itself: requests of one source would push each other out.
    window.htmx.ajax("GET", url, { source: part, target: part, swap: part.matches("a, button") ? "outerHTML" : "morph:innerHTML" });
  };

  const refresh = () => {
    waiting = 0;
    document.querySelectorAll("[data-live]").forEach(ask);
  };
  // Not put off again by what follows: where facts never end, the page still moves.
  function soon() {
    waiting ||= setTimeout(refresh, PAUSE);
  }

  const listen = () => {
    const subject = document.body.dataset.subject;
    const address = document.querySelector('meta[name="stream"]');
    if (!subject || !address || !window.EventSource) return;
    const hear = () => {
      soon();
      announce(say("updated"));
    };
    let stream = null;
    // The browser reconnects by itself and sends Last-Event-ID, so nothing is missed.
    const open = () => {
      stream = new EventSource(`${address.content}?subject=${encodeURIComponent(subject)}`);
      stream.addEventListener("message", hear);
      stream.addEventListener("fact", hear);
    };
    const close = () => {
      stream?.close();
      stream = null;
    };
    open();
    // A browser has few connections to one server: a tab that nobody looks at gives its own back.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return close();
      if (!stream) open();
      soon();
    });
    addEventListener("pagehide", close);
    // A page that comes back from the browser's cache has a closed stream and old content.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  };

  document.addEventListener("refresh", soon);
  listen();
})();

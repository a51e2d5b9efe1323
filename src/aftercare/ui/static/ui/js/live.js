// What others do appears without reload: a fact makes each `data-live` part ask for itself.
// A part whose form holds words that were not sent waits until they are.
// `data-subject` names the one thing a page is about; `*` is everything the reader may see, as lists show it.
(() => {
  const { say, announce } = window.Aftercare;
  const PAUSE = 250; // several facts of one action arrive together
  const BREATH = 3000; // facts never end for a list: it moves, but not without a breath
  const AFTERMATH = 4000; // what follows from a fact (a work list entry, a promise) is written a moment later
  const EVERYTHING = "*";
  const subject = document.body.dataset.subject;
  let waiting = 0;
  let after = 0;
  let last = 0;
  let ringing = 0;

  const busy = (part) => {
    const here = document.activeElement;
    const typing = part.contains(here) && here.matches("input, textarea, select, [contenteditable]");
    return typing || part.querySelector("details.ac-menu[open], [aria-busy=true], form[data-typed], form[data-sent]");
  };

  // A list that was followed further down keeps what it shows.
  const address = (part) => {
    if (part.dataset.live) return part.dataset.live;
    const rows = [...part.querySelectorAll(":is([data-list], [data-grows]) > :not(.ac-more)")];
    const shown = rows.reduce((sum, row) => sum + Number(row.dataset.rows || 1), 0);
    const query = new URLSearchParams(location.search);
    if (shown) query.set("shown", shown);
    return `${location.pathname}?${query}`;
  };

  const ask = (part) => {
    if (busy(part)) {
      for (const kind of ["focusout", "toggle"]) part.addEventListener(kind, soon, { once: true, capture: true });
      return;
    }
    // Each part asks for itself: requests of one source would push each other out.
    window.htmx.ajax("GET", address(part), { source: part, target: part, swap: part.matches("a, button") ? "outerHTML" : "morph:innerHTML" });
  };

  const refresh = () => {
    waiting = 0;
    last = Date.now();
    document.querySelectorAll("[data-live]").forEach(ask);
  };
  // Not put off again by what follows: where facts never end, the page still moves.
  function soon() {
    const breath = subject === EVERYTHING ? last + BREATH - Date.now() : 0;
    waiting ||= setTimeout(refresh, Math.max(PAUSE, breath));
  }

  const listen = () => {
    const stream = document.querySelector('meta[name="stream"]');
    if (!subject || !stream || !window.EventSource) return;
    const hear = () => {
      soon();
      if (subject !== EVERYTHING) return announce(say("updated"));
      clearTimeout(after);
      after = setTimeout(soon, AFTERMATH);
    };
    // What one is told is about anything: only the bell moves.
    const told = () => {
      const bell = document.getElementById("bell");
      if (bell) ringing ||= setTimeout(() => (ringing = 0, ask(bell)), PAUSE);
    };
    const about = new URLSearchParams(subject === EVERYTHING ? {} : { subject });
    about.set("since", stream.dataset.since); // what happened between the page and its stream
    let facts = null;
    // The browser reconnects by itself and sends Last-Event-ID, so nothing is missed.
    const open = () => {
      facts = new EventSource(`${stream.content}?${about}`);
      about.delete("since"); // a tab looked at again asks anew by itself
      facts.addEventListener("message", hear);
      facts.addEventListener("fact", hear);
      facts.addEventListener("notification", told);
      // One that does not come back by itself was refused: perhaps the session is over.
      facts.addEventListener("error", () => facts?.readyState === EventSource.CLOSED && document.dispatchEvent(new Event("session")));
    };
    const close = () => {
      facts?.close();
      facts = null;
    };
    open();
    // A browser has few connections to one server: a tab that nobody looks at gives its own back.
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) return close();
      if (!facts) open();
      soon();
    });
    addEventListener("pagehide", close);
    // A page that comes back from the browser's cache has a closed stream and old content.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  };

  document.addEventListener("refresh", soon);
  listen();
})();

// A page by signed link has no stream: it asks now and then whether anything happened, while somebody looks at it.
// `data-follow` is its address; `data-version` says what it shows, and only what differs is fetched (`live.js`).
(() => {
  const { say, announce } = window.Aftercare;
  const EVERY = 20000;
  const page = document.querySelector("[data-follow]");
  if (!page) return;

  const ask = async () => {
    const known = page.querySelector("[data-version]");
    if (document.hidden || !known) return;
    const headers = { "If-None-Match": known.dataset.version, "HX-Request": "true", "HX-Target": "state" };
    try {
      const answer = await fetch(page.dataset.follow, { headers, cache: "no-store" });
      if (!answer.ok) return;
      document.dispatchEvent(new Event("refresh"));
      announce(say("updated"));
    } catch {
      // No network for a moment: the next question comes anyway.
    }
  };

  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  addEventListener("pageshow", (event) => event.persisted && ask());
})();

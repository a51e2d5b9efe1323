// A page by signed link has no stream: it asks now and then whether anything happened, while somebody looks at it.
// Whoever does something on it waits for an answer, so for two minutes it asks more often.
// `data-follow` is its address; `data-version` says what it shows, and only what differs is fetched (`live.js`).
(() => {
  const { say, announce } = window.Aftercare;
  const EVERY = 20000;
  const SOON = 5000;
  const AT_IT = 120000;
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

  let touched = Date.now();
  const again = async () => {
    await ask();
    setTimeout(again, Date.now() - touched < AT_IT ? SOON : EVERY);
  };
  for (const sign of ["keydown", "pointerdown"]) document.addEventListener(sign, () => (touched = Date.now()));

  setTimeout(again, SOON);
  document.addEventListener("visibilitychange", ask);
  addEventListener("pageshow", (event) => event.persisted && ask());
})();

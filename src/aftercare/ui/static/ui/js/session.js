// A tab whose session ended elsewhere says so when somebody looks at it again, and leads to the sign-in and back.
// What was typed stays in it (`drafts.js`); whoever signs in as somebody else never sees it.
(() => {
  const { say } = window.Aftercare;
  const PAUSE = 2000; // focus and visibility come together
  const ADDRESS = "/account/session/";
  const SIGN_IN = "/account/login/";
  const person = document.body.dataset.person;
  let last = 0;
  let banner = null;

  const here = () => location.pathname + location.search;
  const show = (text, action, url) => {
    if (banner?.dataset.said === text) return;
    banner?.remove();
    banner = document.createElement("div");
    banner.className = "ac-session";
    banner.dataset.said = text;
    banner.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = text;
    const link = document.createElement("a");
    link.className = "btn btn-primary";
    link.href = url;
    link.textContent = action;
    banner.append(words, link);
    document.body.append(banner);
  };

  const look = async () => {
    if (document.hidden || Date.now() - last < PAUSE) return;
    last = Date.now();
    try {
      const answer = await fetch(ADDRESS, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (!answer.ok) return;
      const now = (await answer.json()).person;
      if (now === person) {
        banner?.remove();
        banner = null;
      } else if (now) show(say("session_other"), say("session_open"), here());
      else show(say("session_over"), say("session_sign_in"), `${SIGN_IN}?next=${encodeURIComponent(here())}`);
    } catch {
      // No network: the next look tells.
    }
  };

  if (!person) return;
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("session", look);
  document.addEventListener("htmx:responseError", (event) => event.detail.xhr.status === 401 && look());
})();

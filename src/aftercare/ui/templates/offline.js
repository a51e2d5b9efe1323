// Answers for pages while there is no network; everything else goes its way.
const CACHE = "offline-1";
const PAGE = "/offline/";

const keep = async () => {
  const cache = await caches.open(CACHE);
  const answer = await fetch(PAGE);
  if (!answer.ok) return;
  const words = await answer.clone().text();
  const needed = [...words.matchAll(/(?:href|src)="(\/static\/[^"#]+)"/g)].map((found) => found[1]);
  await cache.addAll([...new Set(needed)]);
  await cache.put(PAGE, answer);
};

addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const wanted = request.mode === "navigate" ? PAGE : new URL(request.url).pathname.startsWith("/static/") && request;
  if (!wanted) return;
  // Going back to the answer of a form: the browser has not kept it and may not send the form again; the page itself may
  // be asked for, and the words come back from the draft.
  const asked = request.mode === "navigate" && request.cache === "only-if-cached" ? request.url : request;
  event.respondWith(
    fetch(asked).catch(async (error) => {
      const kept = await caches.match(wanted);
      if (kept) return kept;
      throw error;
    }),
  );
});

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
  event.respondWith(
    fetch(request).catch(async (error) => {
      const kept = await caches.match(wanted);
      if (kept) return kept;
      throw error;
    }),
  );
});

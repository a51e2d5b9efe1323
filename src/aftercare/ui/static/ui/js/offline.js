// Without a network a page that can't be reached says so in the reader's language, in place of the browser's own words.
(() => {
  if (!window.isSecureContext || !navigator.serviceWorker) return;
  addEventListener("load", () => navigator.serviceWorker.register(`/offline.js?language=${document.documentElement.lang}`).catch(() => {}));
})();

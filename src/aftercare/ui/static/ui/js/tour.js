// `data-tour="person"` stays closed once that person closed it, and open again once opened.
(() => {
  for (const tour of document.querySelectorAll("[data-tour]")) {
    const key = `tour-closed:${tour.dataset.tour}`;
    try {
      if (localStorage.getItem(key)) tour.open = false;
    } catch {
      continue; // a browser that keeps nothing shows it each time
    }
    tour.addEventListener("toggle", () => {
      if (tour.open) localStorage.removeItem(key);
      else localStorage.setItem(key, "1");
    });
  }
})();

// A refused move does nothing but tell why: on hover, focus and tap; Escape hides the reason.
(() => {
  const EDGE = 8;

  // Keeps the reason inside the window.
  const place = (holder) => {
    const tip = holder.querySelector(".ac-tip");
    tip.style.removeProperty("--ac-shift");
    const box = tip.getBoundingClientRect();
    const shift = Math.max(EDGE - box.left, 0) + Math.min(innerWidth - EDGE - box.right, 0);
    tip.style.setProperty("--ac-shift", `${shift}px`);
  };
  const near = (event) => event.target.closest && event.target.closest(".ac-refusal");

  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const holder = near(event);
      if (!holder) return;
      holder.classList.remove("ac-silent");
      place(holder);
    });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-refused]");
    for (const shown of document.querySelectorAll(".ac-refusal.ac-shown")) shown.classList.remove("ac-shown");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    const holder = button.closest(".ac-refusal");
    holder.classList.remove("ac-silent");
    holder.classList.add("ac-shown");
    place(holder);
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const holder of document.querySelectorAll(".ac-refusal")) {
      holder.classList.remove("ac-shown");
      holder.classList.add("ac-silent");
    }
  });
})();

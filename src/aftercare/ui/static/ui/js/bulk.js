// Several rows of a list at once: ticked by mouse, by `x`, in a run with Shift; the moves with them open in a dialog.
(() => {
  const boxes = () => [...document.querySelectorAll("[data-list] [data-pick]")];
  const bar = () => document.querySelector("form[data-bulk]");
  let last = null;

  const tell = () => {
    const form = bar();
    if (!form) return;
    const all = boxes();
    const count = all.filter((box) => box.checked).length;
    form.toggleAttribute("data-some", count > 0);
    form.querySelector("[data-bulk-count]").textContent = count || "";
    const every = form.querySelector("[data-pick-all]");
    every.checked = count > 0 && count === all.length;
    every.indeterminate = count > 0 && count < all.length;
  };

  const run = (box) => {
    const all = boxes();
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
    if (from >= 0) all.slice(from, to + 1).forEach((one) => (one.checked = box.checked));
  };

  document.addEventListener("click", (event) => {
    const box = event.target.closest("[data-pick]");
    if (!box) return;
    if (event.shiftKey && last) run(box);
    last = box;
    tell();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) boxes().forEach((box) => (box.checked = event.target.checked));
    if (event.target.matches("[data-pick-all], [data-pick]")) tell();
  });

  // `x` ticks the row one stands on; with Shift all from the row ticked last.
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem("keys-off")) return;
    if (event.target.matches("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]")) return;
    const box = document.querySelector("[data-list] > .ac-marked [data-pick]");
    if (!box) return;
    event.preventDefault();
    box.checked = !box.checked;
    if (event.shiftKey && last) run(box);
    last = box;
    tell();
  });

  // What the move needs is asked for in a dialog; without this it is a page.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-bulk]:not([data-bulk=plain])") || !window.htmx) return;
    event.preventDefault();
    const values = new FormData(event.target, event.submitter);
    const frame = document.getElementById("dialog-frame");
    if (!boxes().some((box) => box.checked)) return boxes()[0]?.focus();
    window.htmx
      .ajax("POST", event.target.action, {
        target: "#dialog",
        swap: "innerHTML",
        values: Object.fromEntries([...new Set(values.keys())].map((name) => [name, values.getAll(name)])),
      })
      .then(() => {
        const title = frame.querySelector("h2");
        if (title) frame.setAttribute("aria-label", title.textContent.trim());
        if (!frame.open) frame.showModal();
      });
  });

  // What comes anew knows nothing of ticks: keep those whose rows are still there.
  let kept = new Set();
  document.addEventListener("htmx:beforeSwap", () => (kept = new Set(boxes().filter((box) => box.checked).map((box) => box.value))));
  document.addEventListener("htmx:afterSettle", () => {
    for (const box of boxes()) if (kept.has(box.value)) box.checked = true;
    tell();
  });
  addEventListener("pageshow", tell);
})();

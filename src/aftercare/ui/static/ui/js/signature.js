// A pad to sign on with finger, pen or mouse; the hidden field receives a PNG as data URL.
(() => {
  const { say, onContent } = window.Aftercare;

  const start = (holder) => {
    const canvas = holder.querySelector("canvas");
    const field = holder.querySelector('input[type="hidden"]');
    const pad = new window.SignaturePad(canvas, { penColor: "#111827", backgroundColor: "#ffffff" });

    // The drawing is kept when the phone is turned: sharp at the screen's own resolution.
    const fit = () => {
      const lines = pad.toData();
      const ratio = Math.max(devicePixelRatio || 1, 1);
      if (!canvas.offsetWidth) return;
      canvas.width = canvas.offsetWidth * ratio;
      canvas.height = canvas.offsetHeight * ratio;
      canvas.getContext("2d").scale(ratio, ratio);
      pad.clear();
      if (lines.length) pad.fromData(lines);
      else if (field.value) pad.fromDataURL(field.value);
    };
    new ResizeObserver(fit).observe(canvas);
    fit();

    pad.addEventListener("endStroke", () => {
      field.value = pad.toDataURL("image/png");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    holder.querySelector("[data-clear]").addEventListener("click", () => {
      pad.clear();
      field.value = "";
    });
    if (!holder.hasAttribute("data-required")) return;
    holder.closest("form").addEventListener("submit", (event) => {
      if (field.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      canvas.focus();
      document.dispatchEvent(new CustomEvent("toast", { detail: { text: say("sign_here"), tone: "warn" } }));
    }, true);
  };

  onContent((root) => {
    for (const holder of root.querySelectorAll("[data-signature]:not([data-ready])")) {
      holder.dataset.ready = "";
      start(holder);
    }
  });
})();

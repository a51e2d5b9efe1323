// Writing without the mouse: Ctrl or ⌘ with Enter sends `form[data-send]`, and a key that opens a tab leads to its words.
(() => {
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-send]");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const button = [...form.querySelectorAll('button[type="submit"]:not([name])')].find((one) => one.getClientRects().length);
    form.requestSubmit(button);
  });

  // A click that came from a key has no place; one of the mouse keeps the focus on the tab.
  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("form[data-send] label[data-key]");
    if (!tab || event.detail) return;
    const words = tab.closest("form").querySelector("textarea");
    // Chosen here and not by the label, which would hold the focus for a moment: the next letter would be another key.
    event.preventDefault();
    tab.control.checked = true;
    tab.control.dispatchEvent(new Event("change", { bubbles: true }));
    words.focus();
    words.scrollIntoView({ block: "nearest" });
  });
})();

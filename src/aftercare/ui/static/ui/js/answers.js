// A ready answer is put where the cursor stands: choose it in `select[data-answers]`, then Enter or its button.
(() => {
  const insert = (select) => {
    const text = select.selectedOptions[0]?.dataset.text;
    const words = select.form.querySelector("textarea");
    if (!text || !words) return;
    const before = words.value.slice(0, words.selectionStart);
    const gap = before && !before.endsWith("\n") ? "\n\n" : "";
    words.setRangeText(gap + text, words.selectionStart, words.selectionEnd, "end");
    words.dispatchEvent(new Event("input", { bubbles: true }));
    select.value = "";
    words.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-insert]");
    if (!button) return;
    event.preventDefault();
    insert(button.form.querySelector("select[data-answers]"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches?.("select[data-answers]")) return;
    event.preventDefault();
    insert(event.target);
  });
})();

// `data-copy="id"` copies what a field holds; `data-fill="id"` with `data-value` puts a known value into a field.
(() => {
  const { say, announce } = window.Aftercare;

  const copy = async (button) => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // pages without HTTPS have no clipboard of their own
    }
    document.dispatchEvent(new CustomEvent("toast", { detail: { text: say("copied"), tone: "good" } }));
  };

  const fill = (button) => {
    const field = document.getElementById(button.dataset.fill);
    field.value = button.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    announce(say("updated"));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-fill]");
    if (!button) return;
    event.preventDefault(); // a link does the same where no script runs
    if (button.dataset.copy) copy(button);
    else fill(button);
  });
})();

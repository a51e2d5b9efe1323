// `data-copy="id"` copies what a field holds; `data-fill="id"` with `data-value` puts a known value into a field:
// `data-fill="id other"` one value each, with spaces between, into several; a choice is made by any.
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
    const fields = button.dataset.fill.split(" ").map((id) => document.getElementById(id));
    const values = fields.length > 1 ? button.dataset.value.split(" ") : [button.dataset.value];
    fields.forEach((field, n) => {
      if (field.type === "radio") field.checked = true;
      else field.value = values[n];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    fields.at(-1).focus();
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

// Fields that count only with some choices of another: `[data-when="name=value other"]`. Hidden ones are not sent.
(() => {
  const { onContent } = window.Aftercare;

  const fit = (form) => {
    for (const field of form.querySelectorAll("[data-when]")) {
      const [name, choices] = field.dataset.when.split("=");
      const chosen = new FormData(form).get(name);
      const counts = chosen !== null && choices.split(" ").includes(chosen);
      field.disabled = !counts;
      if (field.tomselect) counts ? field.tomselect.enable() : field.tomselect.disable();
      field.closest(".ac-field").hidden = !counts;
    }
  };

  document.addEventListener("change", (event) => {
    if (event.target.form && event.target.form.querySelector("[data-when]")) fit(event.target.form);
  });
  onContent((root) => new Set([...root.querySelectorAll("[data-when]")].map((field) => field.form)).forEach(fit));
})();

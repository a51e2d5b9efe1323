// Files are chosen, pasted or dropped: `input[type=file][data-attach]`. Each adds to those before; a button takes one away.
(() => {
  const { say, onContent } = window.Aftercare;
  const kept = new WeakMap(); // input → the files it holds

  const hold = (input, files) => {
    const chosen = new DataTransfer();
    files.forEach((file) => chosen.items.add(file));
    input.files = chosen.files;
    kept.set(input, files);
    show(input, files);
  };

  const line = (input, files, file) => {
    const row = document.createElement("li");
    const drop = document.createElement("button");
    Object.assign(drop, { type: "button", className: "btn ac-btn-quiet", textContent: "×" });
    drop.setAttribute("aria-label", `${say("remove")}: ${file.name}`);
    drop.addEventListener("click", () => {
      hold(input, files.filter((one) => one !== file));
      input.focus();
    });
    row.append(`${file.name} · ${Math.max(1, Math.round(file.size / 1024))} kB`, drop);
    return row;
  };

  const show = (input, files) => {
    const list = input.parentElement.querySelector(".ac-attached") || document.createElement("ul");
    list.className = "ac-attached";
    list.replaceChildren(...files.map((file) => line(input, files, file)));
    input.after(list);
    input.form.toggleAttribute("data-typed", true);
  };

  const add = (input, files) => hold(input, [...(kept.get(input) || []), ...files]);
  // A picture from the clipboard is always called the same: the instant tells several apart.
  const named = (file, at) => (file.name && file.name !== "image.png" ? file : new File([file], `${Date.now()}-${at + 1}.png`, { type: file.type }));

  const takes = (form) => [...form.querySelectorAll("input[data-attach]")].find((one) => one.getClientRects().length);
  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");

  const start = (input) => {
    const form = input.form;
    input.addEventListener("change", () => input.files.length && add(input, [...input.files]));
    form.addEventListener("paste", (event) => {
      const files = [...event.clipboardData.files].map(named);
      if (!files.length || !takes(form)) return;
      event.preventDefault();
      add(input, files);
    });
    form.addEventListener("dragover", (event) => {
      if (!carries(event) || !takes(form)) return;
      event.preventDefault();
      form.classList.add("ac-drop");
    });
    form.addEventListener("dragleave", (event) => form.contains(event.relatedTarget) || form.classList.remove("ac-drop"));
    form.addEventListener("drop", (event) => {
      form.classList.remove("ac-drop");
      if (!carries(event) || !takes(form)) return;
      event.preventDefault();
      add(input, [...event.dataTransfer.files]);
    });
  };

  const ready = new WeakSet();
  onContent((root) => {
    for (const input of root.querySelectorAll("input[data-attach]")) {
      if (!ready.has(input)) start(input);
      ready.add(input);
    }
  });
})();

// A value that is missing is added without leaving the form: `a[data-adds=<id of the select>]` opens its form here,
// and what it adds is chosen at once.
(() => {
  const frame = () => document.getElementById("dialog-frame");
  let wanted = null;

  const choose = ({ id, label }) => {
    const select = document.getElementById(wanted);
    if (select.tomselect) {
      select.tomselect.addOption({ value: id, text: label });
      select.tomselect.setValue(id);
    } else {
      select.add(new Option(label, id, true, true));
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    frame().close();
    (select.tomselect ? select.tomselect.control_input : select).focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-adds]");
    if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    wanted = link.dataset.adds;
    window.htmx.ajax("GET", link.href, { target: "#dialog", swap: "innerHTML" }).then(() => {
      frame().addEventListener("close", () => (wanted = null), { once: true });
      if (!frame().open) frame().showModal();
      const first = frame().querySelector(':is(input:not([type="hidden"]), select, textarea)');
      if (first) first.focus();
    });
  });

  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!wanted || !frame().contains(form)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const headers = { Accept: "application/json", "HX-Request": "true", "HX-Target": "dialog" };
      fetch(form.action, { method: "POST", body: new FormData(form), headers }).then((answer) =>
        answer.ok ? answer.json().then(choose) : answer.text().then((html) => (document.getElementById("dialog").innerHTML = html)),
      );
    },
    true,
  );
})();

// Entering a request with the phone at the ear: the box that finds who calls, what is picked beside the form, and
// suggestions. Everything picked goes into a field of the form (`data-pick` names it); the side asks again by itself.
(() => {
  const form = document.getElementById("entry");
  const box = document.getElementById("find");
  const list = document.getElementById("found");
  const caller = document.getElementById("caller");
  const PICKED = ["customer", "contact", "site", "separate"];
  let hasty = false; // Enter came before the answer: whoever it finds first is taken
  let heading = ""; // where the eyes go once the side has answered

  const options = () => [...list.querySelectorAll("[role=option]")];
  const marked = () => list.querySelector("[aria-selected=true]");
  const mark = (option) => {
    options().forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const answered = () => options()[0]?.dataset.typed === box.value.trim();
  const settle = () => {
    box.setAttribute("aria-expanded", String(options().length > 0));
    mark(options()[0]);
    if (hasty && answered()) choose(options()[0]);
  };
  const shut = () => {
    hasty = false;
    list.replaceChildren();
    box.value = "";
    settle();
  };

  const put = (name, value) => (form.elements[name].value = value);
  const tell = (name) => form.elements[name].dispatchEvent(new Event("input", { bubbles: true }));

  // Another customer leaves nothing of the one before.
  const choose = (option) => {
    if (option.dataset.customer !== form.elements.customer.value) [...PICKED, "serial"].forEach((name) => put(name, ""));
    put("separate", "");
    for (const name of [...PICKED, "serial", "phone", "name"]) if (name in option.dataset) put(name, option.dataset[name]);
    if ("new" in option.dataset) caller.open = true;
    heading = "new" in option.dataset ? "new" : "picks";
    shut();
    form.dispatchEvent(new Event("change", { bubbles: true }));
    tell("customer");
    if (heading === "new") form.elements[form.elements.phone.value ? "name" : "phone"].focus();
    else form.elements.title.focus();
  };

  const follow = () => {
    const device = document.querySelector("#picks [data-pick=serial]");
    if (heading === "picks" && device && !form.elements.serial.value && !form.elements.title.value) device.focus();
    heading = "";
  };

  box.addEventListener("input", () => (hasty = false));
  box.addEventListener("keydown", (event) => {
    const all = options();
    if (event.isComposing) return;
    hasty = event.key === "Enter" && Boolean(box.value.trim()) && !answered();
    if (hasty) event.preventDefault();
    if (hasty || !all.length) return;
    const at = all.indexOf(marked());
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(all[(at + step + all.length) % all.length]);
    else if (event.key === "Enter" && at >= 0) choose(all[at]);
    else if (event.key === "Escape") shut();
    else return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const option = event.target.closest("#found [role=option]");
    const pick = event.target.closest("[data-pick]");
    if (option && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      choose(option);
    } else if (pick) {
      const name = pick.dataset.pick;
      const again = pick.getAttribute("aria-pressed") === "true" && form.elements[name].tagName === "INPUT";
      put(name, again ? "" : pick.dataset.value);
      tell(name);
      form.dispatchEvent(new Event("change", { bubbles: true }));
      if (name === "serial") form.elements.title.focus();
    } else if (event.target.closest(".ac-draft button")) {
      form.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (event.target.closest("[data-unpick]")) {
      [...PICKED, "serial"].forEach((name) => put(name, ""));
      tell("customer");
      form.dispatchEvent(new Event("change", { bubbles: true }));
      box.focus();
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target === list) settle();
    else if (event.target.id === "known") follow();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("change", () => {
    if (["phone", "name", "address"].some((name) => form.elements[name].value)) caller.open = true; // a draft came back
  });
  // A draft is filled in before the side can hear of it.
  document.addEventListener("DOMContentLoaded", () => {
    if (form.matches("[data-typed]")) setTimeout(() => form.dispatchEvent(new Event("change", { bubbles: true })));
  });
  settle();
})();

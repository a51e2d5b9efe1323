// Menus close on Escape and on a click elsewhere; the rail opens on a phone.
(() => {
  const shut = (except) => {
    for (const menu of document.querySelectorAll("details.ac-menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  const rail = () => document.getElementById("rail");
  const toggle = (open) => {
    const button = document.querySelector("[data-rail]");
    if (!button || !rail()) return;
    rail().classList.toggle("ac-open", open);
    button.setAttribute("aria-expanded", String(rail().classList.contains("ac-open")));
  };

  document.addEventListener("click", (event) => {
    shut(event.target.closest(".ac-menu-list :is(a, button)") ? null : event.target);
    if (event.target.closest("[data-rail]")) toggle();
    else if (rail() && !rail().contains(event.target)) toggle(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.activeElement.closest("details.ac-menu[open]");
    if (open) open.querySelector("summary").focus();
    shut(null);
    toggle(false);
  });
})();

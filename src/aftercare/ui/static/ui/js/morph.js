// Swap style `morph`: changes only what differs, so that focus, caret and open menus stay where they are.
// Idiomorph's own extension hands on elements only and would drop text that stands by itself.
window.htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph" || style === "morph:outerHTML",
  handleSwap: (style, target, fragment) => {
    if (!style.startsWith("morph")) return false;
    const morphStyle = style === "morph:innerHTML" ? "innerHTML" : "outerHTML";
    const holder = document.createElement("div");
    holder.append(fragment);
    return window.Idiomorph.morph(target, holder.innerHTML, { morphStyle, ignoreActiveValue: true });
  },
});

// Swap style `morph`: changes only what differs, so that focus, caret and open menus stay where they are.
// Idiomorph's own extension hands on elements only and would drop text that stands by itself.
// What the reader did to the page stays: an opened menu, the marked row of a list.
const beforeAttributeUpdated = (name, element) =>
  !(name === "open" && element.matches("details")) && !(name === "class" && element.matches(".ac-marked"));

window.htmx.defineExtension("morph", {
  isInlineSwap: (style) => style === "morph" || style === "morph:outerHTML",
  handleSwap: (style, target, fragment) => {
    if (!style.startsWith("morph")) return false;
    const morphStyle = style === "morph:innerHTML" ? "innerHTML" : "outerHTML";
    const holder = document.createElement("div");
    holder.append(fragment);
    return window.Idiomorph.morph(target, holder.innerHTML, { morphStyle, ignoreActiveValue: true, callbacks: { beforeAttributeUpdated } });
  },
});

// The words scripts say, in the reader's language, and spans of time worded as the server words them.
(() => {
  const place = document.getElementById("ui-words");
  const words = place ? JSON.parse(place.textContent) : {};

  const say = (name, values = {}) =>
    (words[name] || name).replace(/%\((\w+)\)s/g, (whole, key) => (key in values ? values[key] : whole));

  const roughSpan = (seconds) => {
    const whole = Math.floor(Math.abs(seconds));
    if (whole < 60) return say("under");
    if (whole < 3600) return say("minutes", { n: Math.floor(whole / 60) });
    if (whole < 172800) return say("hours", { n: Math.floor(whole / 3600) });
    return say("days", { n: Math.floor(whole / 86400) });
  };

  const span = (seconds) => {
    const whole = Math.floor(Math.abs(seconds));
    const h = Math.floor(whole / 3600);
    const m = Math.floor((whole % 3600) / 60);
    return m && h >= 1 && h < 10 ? say("hours_minutes", { h, m }) : roughSpan(seconds);
  };

  // Runs on what is on the page now and on whatever HTMX brings later.
  const onContent = (start) => {
    start(document);
    document.addEventListener("htmx:load", (event) => start(event.target));
  };

  const announce = (text) => {
    const region = document.getElementById("announce");
    if (region) region.textContent = text;
  };
  document.addEventListener("announce", (event) => announce(event.detail.text));

  window.Aftercare = { say, span, roughSpan, onContent, announce };
})();

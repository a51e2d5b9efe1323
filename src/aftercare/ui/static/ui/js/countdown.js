// Promise clocks: words, ring and tone follow the time; the server decides everything else.
(() => {
  const { say, span, onContent } = window.Aftercare;
  const WARN_FROM = 0.75;
  const LOOKS = { good: "clock", warn: "clock-exclamation", bad: "alert-triangle" };
  const given = new WeakMap();

  // Linear from the share the server gave towards 1 at the due time: the calendar itself is known to the server only.
  const shareNow = (clock, due, now) => {
    const share = Number(clock.dataset.share);
    if (given.get(clock)?.share !== share) given.set(clock, { share, at: now });
    const { at } = given.get(clock);
    return share + ((1 - share) * (now - at)) / (due - at);
  };

  const wear = (clock, tone) => {
    if (clock.classList.contains(`ac-tone-${tone}`)) return;
    clock.classList.remove("ac-tone-good", "ac-tone-warn", "ac-tone-bad");
    clock.classList.add(`ac-tone-${tone}`);
    const use = clock.querySelector(".ac-clock-left use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${LOOKS[tone]}`));
  };

  const tick = (clock) => {
    const due = Date.parse(clock.dataset.due);
    if (Number.isNaN(due)) return;
    const now = Date.now();
    const missed = clock.dataset.clock === "missed" || now > due;
    const share = missed ? 1 : shareNow(clock, due, now);
    wear(clock, missed ? "bad" : share >= WARN_FROM ? "warn" : "good");
    clock.querySelector(".ac-ring-spent").setAttribute("stroke-dasharray", `${Math.round(share * 100)} 100`);
    const text = say(missed ? "overdue" : "left", { span: span((due - now) / 1000) });
    const words = clock.querySelector("[data-left]");
    if (words.textContent !== text) words.textContent = text;
  };

  const refresh = () => document.querySelectorAll('[data-clock="running"], [data-clock="missed"]').forEach(tick);
  onContent(refresh);
  setInterval(refresh, 1000);
  document.addEventListener("visibilitychange", refresh);
})();

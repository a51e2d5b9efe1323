// Keeps `<time data-relative>` true; beyond a week the server's date stays.
(() => {
  const { say, roughSpan } = window.Aftercare;
  const WEEK = 604800;

  const word = (seconds) => {
    if (Math.abs(seconds) < 60) return say("now");
    return say(seconds < 0 ? "ago" : "ahead", { span: roughSpan(seconds) });
  };

  const refresh = () => {
    for (const time of document.querySelectorAll("time[data-relative]")) {
      const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000;
      if (Math.abs(seconds) >= WEEK) continue;
      const text = word(seconds);
      if (time.textContent !== text) time.textContent = text;
    }
  };

  setInterval(refresh, 30000);
  document.addEventListener("visibilitychange", refresh);
})();

// A form with `data-passkey` asks the device: `create` makes a passkey, `get` proves with one. The button
// `data-passkey-start` begins; the answer goes into the field `credential`, and the form is sent.
// Options lie in the page (`data-options`, an id) or are fetched when the button is pressed (`data-options-url`).
(() => {
  const { say } = window.Aftercare;
  const able = Boolean(window.isSecureContext && window.PublicKeyCredential?.parseCreationOptionsFromJSON);

  const options = async (form) => {
    if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    return (await (await fetch(form.dataset.optionsUrl, { headers, cache: "no-store" })).json()).request_options;
  };

  const ask = async (form) => {
    const { publicKey } = await options(form);
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  };

  const start = async (form) => {
    try {
      form.elements.credential.value = JSON.stringify(await ask(form));
    } catch {
      const detail = { text: say("passkey_refused"), tone: "bad" };
      document.dispatchEvent(new CustomEvent("toast", { detail }));
      return;
    }
    form.requestSubmit();
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (able) form.hidden = false;
    const missing = form.querySelector("[data-passkey-missing]");
    if (missing) missing.hidden = able;
    const button = form.querySelector("[data-passkey-start]");
    button.disabled = !able;
    button.addEventListener("click", () => start(form));
  }
})();

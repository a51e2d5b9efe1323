// Photos are made smaller before they are sent: `input[type=file][data-photo]`, longest edge 1600 px, JPEG.
// With `multiple` each choice adds to those before; a picture is taken away by its button.
(() => {
  const { say, onContent } = window.Aftercare;
  const QUALITY = 0.82;
  const kept = new WeakMap(); // input → the files it holds

  const smaller = async (file, edge) => {
    if (!file.type.startsWith("image/")) return file;
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, edge / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    const name = `${file.name.replace(/\.\w+$/, "")}.jpg`;
    return blob && blob.size < file.size ? new File([blob], name, { type: "image/jpeg" }) : file;
  };
  // A picture the browser can't read (a raw format) is sent as it is.
  const safely = (file, edge) => smaller(file, edge).catch(() => file);

  const hold = (input, files) => {
    const chosen = new DataTransfer();
    files.forEach((file) => chosen.items.add(file));
    input.files = chosen.files;
    kept.set(input, files);
    show(input, files);
  };

  const picture = (input, files, file) => {
    const image = new Image();
    image.alt = file.name;
    image.src = URL.createObjectURL(file);
    image.addEventListener("load", () => URL.revokeObjectURL(image.src));
    if (!input.multiple) return image;
    const drop = document.createElement("button");
    drop.type = "button";
    drop.setAttribute("aria-label", `${say("remove")}: ${file.name}`);
    drop.append(image);
    drop.addEventListener("click", () => {
      hold(input, files.filter((one) => one !== file));
      input.focus();
    });
    return drop;
  };

  const show = (input, files) => {
    const place = input.parentElement.querySelector(".ac-photos") || document.createElement("div");
    place.className = "ac-photos";
    const pictures = files.filter((file) => file.type.startsWith("image/")).map((file) => picture(input, files, file));
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    words.textContent = say("photo_smaller", { n: files.length, size: `${Math.max(1, Math.round(total / 1024))} kB` });
    place.replaceChildren(...pictures, words);
    input.after(place);
  };

  const shrink = async (input) => {
    const edge = Number(input.dataset.maxEdge) || 1600;
    const before = (input.multiple && kept.get(input)) || [];
    const files = await Promise.all([...input.files].map((file) => safely(file, edge)));
    hold(input, [...before, ...files]);
  };

  onContent((root) => {
    for (const input of root.querySelectorAll("input[data-photo]:not([data-ready])")) {
      input.dataset.ready = "";
      input.addEventListener("change", () => input.files.length && shrink(input));
    }
  });
})();

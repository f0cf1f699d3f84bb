/* Files behind an answer: dropped on the form, pasted from the clipboard, sent with progress. What is too large is told
   before it is sent. Without this the form works as it is. */
(() => {
  "use strict";
  const PAUSE = 2000;
  const MOST_TRIES = 5;

  const input = (form) => form.querySelector("input[type=file]");
  const tell = (form, text, kind) => {
    const line = form.querySelector("[data-upload-state]");
    line.textContent = text;
    line.className = `upload-state${kind ? ` is-${kind}` : ""}`;
  };
  const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1).replace(".0", "")} MB`);
  const names = (files) => [...files].map((file) => `${file.name}, ${size(file.size)}`).join("; ");

  /* Why these files cannot be sent, or nothing. */
  const refusal = (form) => {
    const field = input(form), most = Number(field.dataset.most), atOnce = Number(field.dataset.atOnce);
    const large = [...field.files].find((file) => file.size > most);
    if (large) return `“${large.name}” is larger than ${size(most)}, which is the most that is taken. Nothing was sent, and what you typed is still here.`;
    if (field.files.length > atOnce) return `At most ${atOnce} files are taken at once. Nothing was sent, and what you typed is still here.`;
    return "";
  };
  const chosen = (form) => {
    const why = refusal(form), files = input(form).files;
    tell(form, why || (files.length ? `Ready to be added: ${names(files)}` : ""), why ? "failed" : "");
  };

  const put = (form, files) => {
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    input(form).files = all.files;
    form.closest("details")?.setAttribute("open", "");
    chosen(form);
    form.elements.description.focus();
  };

  /* A picture from the clipboard is always called image.png. */
  const named = (file) => {
    if (!/^image\.(png|jpe?g|webp|gif)$/i.test(file.name)) return file;
    const now = new Date(), two = (number) => String(number).padStart(2, "0");
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const name = `Screenshot ${day} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
    return new File([file], `${name}.${file.name.split(".").pop()}`, { type: file.type });
  };

  /* The form of the card that one is in, or the only one of the page. */
  const formFor = (element) => {
    const near = element?.closest("form[data-upload]") ?? element?.closest("[data-question]")?.querySelector("form[data-upload]");
    const all = document.querySelectorAll("form[data-upload]");
    return near ?? (all.length === 1 ? all[0] : null);
  };

  const placed = (form, reply) => {
    const card = form.closest("[data-question]");
    if (!card) { location.assign(reply.place); return; }
    const holder = document.createElement("template");
    holder.innerHTML = reply.evidence;
    form.closest(".question-extra").replaceWith(holder.content);
    // Not what a save of the answer is told with: what is typed in its fields is not saved by this.
    card.querySelector("form[data-answer]")?.dispatchEvent(new CustomEvent("card:evidence", { bubbles: true, detail: reply }));
    card.querySelector("form[data-upload]")?.closest("details")?.querySelector("summary")?.focus();
  };

  const refusedPage = (request) => {
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    return page.querySelector(".error-facts dd")?.textContent.trim() ?? "The server could not be understood.";
  };
  const heard = (form, request, tries) => {
    if (request.status === 503 && tries < MOST_TRIES) {
      tell(form, "Other people upload files; it will be tried again.", "");
      setTimeout(() => send(form, tries + 1), PAUSE);
      return;
    }
    form.querySelector("button[type=submit]").disabled = false;
    const isReply = request.getResponseHeader("Content-Type")?.startsWith("application/json");
    const reply = isReply ? JSON.parse(request.responseText) : { said: refusedPage(request) };
    if (reply.state === "added") placed(form, reply);
    else tell(form, `Not added: ${reply.said} What you typed is still here.`, "failed");
  };

  const send = (form, tries = 0) => {
    const request = new XMLHttpRequest();
    const bar = document.createElement("progress");
    bar.max = 1;
    form.querySelector("button[type=submit]").disabled = true;
    tell(form, "Sending ", "");
    form.querySelector("[data-upload-state]").append(bar);
    bar.setAttribute("aria-label", "Sent so far");
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; };
    request.onload = () => heard(form, request, tries);
    request.onerror = () => {
      form.querySelector("button[type=submit]").disabled = false;
      tell(form, "Not added: the connection was lost. What you typed is still here; press the button again.", "failed");
    };
    request.send(new FormData(form));
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    // Held back until what is typed elsewhere on the page is saved: then it is submitted again.
    if (!form.matches("form[data-upload]") || event.defaultPrevented) return;
    event.preventDefault();
    if (form.querySelector("button[type=submit]").disabled) return;
    const why = refusal(form);
    if (why) tell(form, why, "failed"); else send(form);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-upload]");
    if (form && event.target === input(form)) chosen(form);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])], form = formFor(document.activeElement);
    if (!files.length || !form) return;
    event.preventDefault();
    put(form, files.map(named));
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const form = event.target.closest?.("form[data-upload]") ?? formFor(event.target);
      if (!form || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.querySelector("[data-drop]").classList.toggle("is-over", kind === "dragover");
      if (kind === "drop") put(form, event.dataTransfer.files);
    });
  }
})();

// The library and the limits: forms and buttons to Python, folders and dropped files, focus kept over changes.
(() => {
  "use strict";
  const values = (form) => {
    const found = {};
    if (form.dataset.value) found.id = [form.dataset.value];
    for (const name of new Set([...form.elements].map((one) => one.name).filter(Boolean))) found[name] = new FormData(form).getAll(name);
    return JSON.stringify(found);
  };
  const key = (one) => one?.dataset?.event ? `${one.dataset.event}|${one.dataset.value || ""}` : "";
  let opener = ""; // the button that the keyboard returns to when what it opened is closed
  let focused = ""; // the button that had the keyboard before its part was drawn anew
  const find = (wanted) => (wanted ? [...document.querySelectorAll("button[data-event]")].find((one) => key(one) === wanted) : null);

  const isAsking = () => !!document.getElementById("hbc-stop")?.checkVisibility();

  const listen = (element, events, trigger) => {
    const send = (event, value) => { if (events.includes(event)) trigger(event, { value }); };
    element.addEventListener("click", (click) => {
      const button = click.target.closest("button[data-event]");
      if (!button) return;
      if (button.dataset.event === "edit_report") opener = key(button);
      send(button.dataset.event, button.dataset.value);
    });
    element.addEventListener("submit", (submitted) => {
      submitted.preventDefault();
      const form = submitted.target.closest("form[data-event]");
      if (form) send(form.dataset.event, values(form));
    });
    let waiting;
    element.addEventListener("input", (typed) => {
      const form = typed.target.closest("form[data-live]");
      if (!form) return;
      clearTimeout(waiting);
      // Not while a question is being answered: its answer brings back what the browser kept before.
      const tell = () => {
        if (isAsking() && form.dataset.event === "limit") waiting = setTimeout(tell, 200);
        else send(form.dataset.event, values(form));
      };
      waiting = setTimeout(tell, typed.target.matches("[type=search]") ? 250 : 0);
    });
    // After the change: `watch` may tell of it before the old elements are gone.
    new MutationObserver(goBack).observe(element, { childList: true, subtree: true });
    element.addEventListener("keydown", (pressed) => {
      const close = pressed.key === "Escape" && element.querySelector("button[data-event=close_edit]");
      if (close) close.click();
    });
  };

  document.addEventListener("focusin", (event) => { // the person went elsewhere: nothing is to be given back there
    focused = key(event.target.closest("[id^=hbc-] button[data-event]"));
    if (!event.target.closest("#hbc-editor") && focused !== opener) opener = "";
  });
  const isLost = () => !document.activeElement || document.activeElement === document.body;
  // The list is drawn anew too, sooner or later than the form: whichever comes last gives the keyboard back.
  const goBack = () => {
    if (!isLost() || document.querySelector(".hbc-edit")) return;
    (find(opener) || find(focused))?.focus({ preventScroll: true });
  };
  const settle = (element) => {
    const wanted = element.querySelector("[data-autofocus]");
    if (wanted) { wanted.focus({ preventScroll: true }); wanted.scrollIntoView({ block: "nearest" }); }
    else goBack();
    const toggle = document.querySelector("[data-toggle]");
    if (toggle) toggle.setAttribute("aria-expanded", String(isOpen()));
  };

  const panel = () => document.getElementById("hbc-limit-panel");
  const isOpen = () => !!panel()?.classList.contains("hbc-shown");
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-toggle]");
    if (toggle) {
      panel()?.classList.toggle("hbc-shown");
      toggle.setAttribute("aria-expanded", String(isOpen()));
      if (isOpen()) panel().querySelector("input")?.focus();
    }
    if (event.target.closest("[data-folder]")) pickFolder();
  });
  document.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "Escape" || !isOpen() || !panel().contains(document.activeElement)) return;
    panel().classList.remove("hbc-shown");
    const toggle = document.querySelector("[data-toggle]");
    toggle?.setAttribute("aria-expanded", "false");
    toggle?.focus();
  });

  // --- files --------------------------------------------------------------------------------------------------
  const setting = (name) => document.querySelector("[data-folder]")?.dataset[name] || "";
  const known = (name) => setting("suffixes").split(" ").includes((/\.[^.]+$/.exec(name) || [""])[0].toLowerCase());
  const about = /^(readme|license|changelog|contributing)\./i; // of a folder, not reports
  // Files of two folders may have one name: the later one gets its folder's name before it.
  const apart = (found) => {
    const taken = new Set();
    return found.map(({ file, path }) => {
      const parts = path.split("/");
      let name = parts.pop();
      while (taken.has(name) && parts.length) name = `${parts.pop()} - ${name}`;
      taken.add(name);
      return name === file.name ? file : new File([file], name, { type: file.type, lastModified: file.lastModified });
    });
  };
  const inside = async (entry, path) => {
    if (entry.name.startsWith(".")) return [];
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed)).catch(() => null);
      return file && known(file.name) && !about.test(file.name) ? [{ file, path: path + file.name }] : [];
    }
    const reader = entry.createReader(), found = [];
    for (;;) { // a folder is told in pieces
      const some = await new Promise((done, failed) => reader.readEntries(done, failed)).catch(() => []);
      if (!some.length) return found;
      for (const one of some) found.push(...await inside(one, `${path}${entry.name}/`));
    }
  };
  const dropped = async (transfer) => {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.());
    const files = [...transfer.files]; // a drop's files are gone once we wait for anything
    const found = files.filter((_, at) => !entries[at]?.isDirectory).map((file) => ({ file, path: file.name }));
    for (const entry of entries) if (entry?.isDirectory) found.push(...await inside(entry, ""));
    return apart(found);
  };

  const input = () => document.querySelector("#hbc-upload-box input[type=file]");
  const give = async (files) => {
    // Gradio makes a tab's parts only when the tab is first opened.
    document.querySelector("#hbc-side [data-tab-id=library]")?.click();
    for (let tries = 0; !input() && tries < 40; tries++) await new Promise((done) => setTimeout(done, 50));
    if (!input()) return;
    const limit = Number(setting("limit")) || Infinity;
    const large = files.filter((file) => file.size > limit), fitting = files.filter((file) => file.size <= limit);
    if (large.length || !files.length) refuse(large.map((file) => file.name));
    if (!fitting.length) return;
    const chosen = new DataTransfer();
    fitting.forEach((file) => chosen.items.add(file));
    input().files = chosen.files;
    input().dispatchEvent(new Event("change", { bubbles: true }));
  };
  const refuse = (names) => {
    const form = document.createElement("form");
    form.dataset.event = "refuse_files";
    form.hidden = true;
    names.forEach((name) => form.append(Object.assign(document.createElement("input"), { name: "names", value: name })));
    document.querySelector("#hbc-uploads")?.append(form);
    form.requestSubmit();
    form.remove();
  };
  const pickFolder = () => {
    const chooser = Object.assign(document.createElement("input"), { type: "file", webkitdirectory: true, multiple: true });
    chooser.hidden = true;
    chooser.id = "hbc-folder-input";
    chooser.addEventListener("change", () => {
      const found = [...chooser.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
      give(apart(found.filter(({ file, path }) => known(file.name) && !about.test(file.name) && !/(^|\/)\./.test(path))));
      chooser.remove();
    });
    document.getElementById("hbc-folder-input")?.remove();
    document.body.append(chooser);
    chooser.click();
  };

  const holdsFiles = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    document.body.classList.add("hbc-dropping");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) document.body.classList.remove("hbc-dropping");
  });
  document.addEventListener("drop", async (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    document.body.classList.remove("hbc-dropping");
    give(await dropped(event.dataTransfer));
  });

  window.hoibaocaoShelf = { listen, settle };
})();

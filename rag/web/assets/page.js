// What the page needs beside Gradio: its language, the theme button, copying, quotes in view.
(() => {
  "use strict";
  const language = () => document.querySelector("#hbc-header [data-language]")?.dataset.language || "vi";
  // Gradio sets <html lang="en"> itself; a screen reader would read Vietnamese with an English voice.
  const speak = () => { if (document.documentElement.lang !== language()) document.documentElement.lang = language(); };
  new MutationObserver(speak).observe(document.documentElement,
    { attributes: true, attributeFilter: ["lang"], childList: true, subtree: true });

  const kept = localStorage.getItem("hoibaocao-theme");
  const dress = (dark) => document.body.classList.toggle("dark", dark);
  if (kept) {
    const settle = () => dress(kept === "dark");
    document.addEventListener("DOMContentLoaded", settle);
    setTimeout(settle, 300); setTimeout(settle, 1500);
  }

  const copy = async (button) => {
    const text = button.dataset.copy;
    try { await navigator.clipboard.writeText(text); } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    const label = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = label; }, 1500);
  };

  let enlarged = false; // the page of the original, until the person says otherwise
  const enlarge = (sheet) => {
    sheet.classList.toggle("hbc-enlarged", enlarged);
    document.querySelector("#hbc-source [data-zoom]")?.setAttribute("aria-pressed", enlarged);
  };

  // A button that leads nowhere from here keeps the keyboard, but sends nothing.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[aria-disabled=true]")) { event.stopPropagation(); event.preventDefault(); }
  }, true);

  // In the source panel the arrows lead to the other sources and Escape back to the answer.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !event.target.closest?.("#hbc-source")) return;
    const steps = { ArrowLeft: "[data-step=previous]", ArrowRight: "[data-step=next]", Escape: ".hbc-back" };
    const wanted = steps[event.key] && document.querySelector(`#hbc-source ${steps[event.key]}`);
    if (!wanted) return;
    event.preventDefault();
    wanted.click();
  });

  document.addEventListener("click", (event) => {
    const target = event.target.closest("[data-copy], [data-theme], [data-goto], [data-zoom]");
    if (!target) return;
    if (target.dataset.zoom !== undefined) {
      const sheet = document.querySelector("#hbc-source .hbc-sheet");
      const share = (sheet.scrollTop + sheet.clientHeight / 2) / sheet.scrollHeight;
      const mark = sheet.querySelector("#hbc-quoted");
      enlarged = !enlarged;
      enlarge(sheet);
      // The quote is brought into view, or else what was in the middle stays there.
      sheet.scrollTop = mark ? mark.offsetTop - sheet.clientHeight / 3
        : share * sheet.scrollHeight - sheet.clientHeight / 2;
      sheet.scrollLeft = mark ? mark.offsetLeft - 16 : 0;
    }
    if (target.dataset.copy !== undefined) copy(target);
    if (target.dataset.theme !== undefined) {
      const dark = !document.body.classList.contains("dark");
      dress(dark);
      localStorage.setItem("hoibaocao-theme", dark ? "dark" : "light");
    }
    if (target.dataset.goto) {
      event.preventDefault();
      const place = document.getElementById(target.dataset.goto);
      place?.scrollIntoView({ block: "nearest" });
      place?.querySelector("button")?.focus({ preventScroll: true });
    }
  });

  let last = null; // the button that was pressed last, by what it sends: its part is drawn anew afterwards
  const left = (id) => [...document.querySelectorAll(".hbc-turn")].pop()?.dataset.id === id;

  window.hoibaocao = {
    pressed(source) {
      last = source === document.activeElement || source.contains(document.activeElement)
        ? { event: source.dataset.event, name: source.dataset.key || source.dataset.value } : null;
    },
    // The keyboard stays where it was when a part is drawn anew.
    refocus(part) {
      if (!last || (document.activeElement && document.activeElement !== document.body)) return;
      const same = [...part.querySelectorAll("[data-event]")]
        .find((one) => one.dataset.event === last.event && (one.dataset.key || one.dataset.value) === last.name);
      (same?.matches("form") ? same.querySelector("input") : same)?.focus({ preventScroll: true });
    },
    // A file that Python has made goes to the browser's downloads.
    save(part) {
      const file = part.querySelector("[data-file]");
      if (!file) return;
      const bytes = Uint8Array.from(atob(file.dataset.content), (sign) => sign.charCodeAt(0));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type: file.dataset.type }));
      link.download = file.dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    },
    // Suggestions that were still being tried when another question came are for an answer that is no longer last.
    fresh(part) {
      const shown = part.querySelector("[data-turn]");
      if (shown) shown.hidden = !left(shown.dataset.turn);
    },
    // The quote in the middle of its panel; the keyboard goes there when the person asked for it.
    showQuote(panel) {
      const text = panel.querySelector(".hbc-text");
      if (!text) return;
      const mark = text.querySelector("#hbc-quoted");
      if (text.matches(".hbc-sheet")) enlarge(text);
      // The text is the mark's offset parent. Until its tab is open neither has a place: then it is tried again.
      const settle = (tries) => {
        if (!text.isConnected) return;
        if (!text.clientHeight && tries) { setTimeout(settle, 50, tries - 1); return; }
        text.scrollTop = mark ? mark.offsetTop - text.clientHeight / 3 : 0;
        if (text.dataset.focus !== "1") return;
        panel.scrollIntoView({ block: "nearest" });
        (mark || text).focus({ preventScroll: true });
        if (mark && window.innerWidth < 900) mark.scrollIntoView({ block: "center" });
      };
      settle(40);
    },
    // The last question at the top, so that its answer is what one sees.
    showLast(panel) {
      const turns = panel.querySelectorAll(".hbc-turn");
      const last = turns[turns.length - 1];
      const state = last ? `${turns.length} ${last.matches(".hbc-pending")}` : "";
      if (state === panel.dataset.shown) return; // the language changed, or another stage was reached
      panel.dataset.shown = state;
      if (!last) return;
      if (panel.scrollHeight > panel.clientHeight && getComputedStyle(panel).overflowY === "auto")
        panel.scrollTop += last.getBoundingClientRect().top - panel.getBoundingClientRect().top;
      else if (turns.length > 1) last.scrollIntoView({ block: "start" });
    },
  };
})();

// Finds what a person means by its name. Runs inside pages of Chromium 86 and later, with or without the page's own scripts.
// want: {kind: "click" | "field" | "text", name, within}; answers {x, y} or {text: true} or {why}.
(function (want) {
  "use strict";
  const plain = (s) => (s || "").replace(/\s+/g, "");
  const bare = (s) => plain(s).replace(/[*＊:：]+$/, "").replace(/^[*＊]+/, "");
  // What is folded away has a place on today's pages, and is not seen.
  const folded = (el) => el.closest("details:not([open]) > :not(summary)") !== null;
  const shown = (el) => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== "hidden" && !folded(el);
  const byIds = (ids) => ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean).map((el) => el.textContent).join("");

  function nameOf(el) {
    if (el.getAttribute("aria-labelledby")) return byIds(el.getAttribute("aria-labelledby"));
    if (el.getAttribute("aria-label")) return el.getAttribute("aria-label");
    if (want.kind === "click" && el.tagName === "INPUT" && /^(submit|button|reset)$/.test(el.type)) return el.value;
    if (el.labels && el.labels.length) return Array.from(el.labels).map((l) => l.innerText).join("");
    const picture = el.querySelector("img[alt]");
    return el.innerText || (picture && picture.alt) || el.title || "";
  }

  // Of several with the same name, the one that shares the smallest box with the text of "within".
  function distance(el) {
    for (let box = el, n = 0; box; box = box.parentElement, n++) {
      if (plain(box.innerText).includes(plain(want.within))) return n;
    }
    return Infinity;
  }

  function choose(all) {
    const named = all.map((el) => [el, nameOf(el)]);
    const ranks = [
      (n) => plain(n) === plain(want.name),
      (n) => bare(n) === bare(want.name),
      (n) => plain(n).startsWith(plain(want.name)),
      (n) => plain(n).includes(plain(want.name)),
    ];
    for (const fits of ranks) {
      let found = named.filter(([, n]) => fits(n)).map(([el]) => el);
      if (want.within && found.length) {
        const near = Math.min(...found.map(distance));
        found = near === Infinity ? [] : found.filter((el) => distance(el) === near);
      }
      // A link and the label or mark inside it are one thing to the eye.
      found = found.filter((el) => !found.some((other) => other !== el && other.contains(el)));
      if (found.length > 1) return { why: found.length + " things are called so; say within what" };
      if (found.length === 1) return { el: found[0] };
    }
    return { why: "seen are: " + named.map(([, n]) => plain(n).slice(0, 30)).filter(Boolean).slice(0, 60).join(" | ") };
  }

  // Where the mouse must go; a hidden check box is reached through its label.
  function place(el) {
    const target = shown(el) ? el : Array.from(el.labels || []).find(shown);
    if (!target) return { why: "it is not shown" };
    target.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const r = target.getClientRects()[0];
    const x = r.left + r.width / 2, y = r.top + r.height / 2;
    const top = document.elementFromPoint(x, y);
    if (!top || !(target.contains(top) || top.contains(target))) {
      return { why: "it is covered by " + (top ? "“" + plain(top.innerText).slice(0, 40) + "” <" + top.tagName + " class=" + top.className + ">" : "nothing on the screen") };
    }
    return { x: x, y: y };
  }

  const fields = "input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=reset]), textarea, select, [contenteditable=true], [role=textbox]";
  const clicks = "a[href], button, summary, label, input, [role=button], [role=link], [role=tab], [role=menuitem], [role=option], [onclick]";
  if (want.kind === "text") {
    if (!document.body) return { why: "" };
    if (plain(document.body.innerText).includes(plain(want.name))) return { text: true };
    return { why: document.body.innerText.replace(/\s*\n\s*/g, "\n").slice(0, 1500) };
  }
  const all = Array.from(document.querySelectorAll(want.kind === "field" ? fields : clicks));
  const reachable = all.filter((el) => shown(el) || (el.labels && Array.from(el.labels).some(shown)));
  const found = choose(reachable.filter((el) => want.kind === "field" || !(el.tagName === "LABEL" && el.control && reachable.includes(el.control))));
  if (!found.el) return found;
  if (found.el.disabled) return { why: "it is disabled" };
  window.__found = found.el;
  return place(found.el);
})

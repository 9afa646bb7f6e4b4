// What a page is checked for. Each function answers a list of faults in words; an empty list is good.
({
  // Whatever sticks out to the right, unless it scrolls in a box of its own.
  overflow() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const inBox = (el) => {
      for (let box = el.parentElement; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflowX !== "visible") return true;
      }
      return false;
    };
    const wide = Array.from(document.body.querySelectorAll("*"))
      .filter((el) => el.getBoundingClientRect().right > width + 0.5 && !inBox(el))
      .slice(0, 8)
      .map((el) => "<" + el.tagName.toLowerCase() + " class=\"" + (el.getAttribute("class") || "") + "\"> reaches to " +
        Math.round(el.getBoundingClientRect().right) + ": " + (el.textContent || "").trim().slice(0, 30));
    return ["the page is " + document.documentElement.scrollWidth + " px wide in a window of " + width].concat(wide);
  },

  // A character that no face has is drawn as the empty box, the same as a code point that nobody ever assigns.
  glyphs() {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 40;
    const paint = canvas.getContext("2d");
    const draw = (font, character) => {
      paint.clearRect(0, 0, 40, 40);
      paint.font = font;
      paint.fillText(character, 4, 30);
      return paint.getImageData(0, 0, 40, 40).data.join();
    };
    const perFont = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const el = node.parentElement;
      if (!el || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/.test(el.tagName) || !el.getClientRects().length) continue;
      const style = getComputedStyle(el);
      const font = style.fontStyle + " " + style.fontWeight + " 24px " + style.fontFamily;
      if (!perFont.has(font)) perFont.set(font, new Set());
      for (const character of node.data) perFont.get(font).add(character);
    }
    const missing = new Set();
    perFont.forEach((characters, font) => {
      const empty = draw(font, "\u{10FFFD}");
      characters.forEach((character) => {
        if (/[\s\p{C}]/u.test(character) && !/\p{Co}|\p{Cn}/u.test(character)) return;
        if (draw(font, character) === empty) missing.add(character);
      });
    });
    return Array.from(missing).map((c) => "no face here has " + c + " U+" + c.codePointAt(0).toString(16).toUpperCase());
  },

  // A label, a hint or an error link leads to the first element of its id: a second one is never reached.
  ids() {
    const seen = new Set(), twice = new Set();
    document.querySelectorAll("[id]").forEach((el) => (seen.has(el.id) ? twice : seen).add(el.id));
    return Array.from(twice).map((id) => "two elements bear the id " + id);
  },

  // The checker of accessibility finds little wrong with a page that has lost its style: that must be seen first.
  styled() {
    const links = Array.from(document.querySelectorAll("link[rel=stylesheet]"));
    if (!links.length) return ["the page has no style sheet"];
    return links.filter((l) => !l.sheet).map((l) => "the style sheet " + l.href + " is not in force");
  },

  async axe() {
    const result = await axe.run(document, { resultTypes: ["violations"] });
    return result.violations
      .filter((v) => v.impact === "serious" || v.impact === "critical")
      .map((v) => v.impact + ": " + v.id + ", " + v.help + "\n" +
        v.nodes.slice(0, 5).map((n) => "    " + n.target.join(" ") + ": " + n.failureSummary.replace(/\s+/g, " ")).join("\n"));
  },
})

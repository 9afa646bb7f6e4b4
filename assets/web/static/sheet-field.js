// The blanks of the sheet: read and write their values, count, grow. Runs in browsers as old as Chromium 86.
(function () {
  "use strict";
  var Sheet = (window.Sheet = {});

  // count is the rule's: white space is not counted, and a character beyond the basic plane is one.
  Sheet.count = function (text) {
    return Array.from(text.replace(/\s/gu, "")).length;
  };

  // tidy writes line ends one way, as the server keeps them, and drops what no text may hold.
  Sheet.tidy = function (text) {
    return text.replace(/\r\n?/g, "\n").replace(/\u0000/g, "");
  };

  function all(root, selector) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }
  Sheet.all = all;

  // Each composite type keeps its value as the same JSON that the server writes; an untouched one is the empty text.
  var read = {
    period: function (box) {
      var from = readDay(box, "from"), to = readDay(box, "to");
      if (from === "/") { return from; }
      return from || to ? JSON.stringify({ from: from, to: to }) : "";
    },
    date: function (box) { return readDay(box, "from"); },
    contents: function (box) {
      var items = all(box, "[data-content]").map(readContent).filter(Boolean);
      return items.length ? JSON.stringify({ items: items }) : "";
    },
    choice: function (box) {
      var picked = all(box, "input:checked").map(function (i) { return i.value; });
      return picked.length ? JSON.stringify(picked) : "";
    },
    rows: function (box) {
      var rows = all(box, "[data-row]").map(function (row) {
        return all(row, "[data-cell]").map(function (c) { return Sheet.tidy(c.value).trim(); });
      }).filter(function (row) { return row.join("") !== ""; });
      return rows.length ? JSON.stringify(rows) : "";
    },
    files: function (box) { return box.querySelector(".sh-file") ? "files" : ""; },
    text: function (box) {
      return Sheet.tidy(box.querySelector(".sh-input").value).trim();
    }
  };

  function part(box, name) {
    return box.querySelector("[data-part=" + name + "]");
  }

  // A day is written 2020-06-01; a box still empty leaves its place empty, so that nothing typed is lost.
  function readDay(box, which) {
    var parts = all(box, "[data-day=" + which + "] input").map(function (i) { return i.value.trim(); });
    if (parts.join("") === "" || parts[0] === "/") { return parts[0]; }
    return parts.map(function (p, i) { return i > 0 && p.length === 1 ? "0" + p : p; }).join("-");
  }

  function writeDay(box, which, text) {
    var parts = text.split("-");
    all(box, "[data-day=" + which + "] input").forEach(function (input, i) { input.value = (parts[i] || "").replace(/^0+/, ""); });
  }

  function readContent(box) {
    var free = Sheet.tidy(part(box, "free") ? part(box, "free").value : "").split("\n")
      .map(function (line) { return line.trim(); }).filter(Boolean);
    var whole = part(box, "whole").checked;
    var clauses = all(box, "[data-part=clause]:checked").map(function (i) { return i.value; });
    if (!whole && !clauses.length && !free.length) { return null; }
    var item = { number: Number(box.dataset.content) };
    if (whole) { item.whole = true; }
    if (!whole && clauses.length) { item.clauses = clauses; }
    if (free.length) { item.free = free; }
    return item;
  }

  var write = {
    period: function (box, text) {
      var v = text === "/" ? { from: text } : parse(text, {});
      writeDay(box, "from", v.from || "");
      writeDay(box, "to", v.to || "");
    },
    date: function (box, text) { writeDay(box, "from", text); },
    contents: function (box, text) {
      var items = parse(text, {}).items || [];
      all(box, "[data-content]").forEach(function (c) {
        var item = items.filter(function (i) { return i.number === Number(c.dataset.content); })[0] || {};
        part(c, "whole").checked = !!item.whole;
        all(c, "[data-part=clause]").forEach(function (i) { i.checked = (item.clauses || []).indexOf(i.value) >= 0; });
        if (part(c, "free")) { part(c, "free").value = (item.free || []).join("\n"); }
      });
    },
    choice: function (box, text) {
      var picked = parse(text, []);
      all(box, ".sh-tick input").forEach(function (i) { i.checked = picked.indexOf(i.value) >= 0; });
    },
    rows: function (box, text) {
      var rows = parse(text, []);
      all(box, "[data-row]").forEach(function (row, n) {
        all(row, "[data-cell]").forEach(function (c, i) { c.value = (rows[n] || [])[i] || ""; });
      });
    },
    text: function (box, text) {
      box.querySelector(".sh-input").value = text;
    }
  };

  function parse(text, none) {
    try { return JSON.parse(text) || none; } catch (e) { return none; }
  }

  Sheet.read = function (box) { return (read[box.dataset.type] || read.text)(box); };

  Sheet.write = function (box, text) {
    (write[box.dataset.type] || write.text)(box, text);
    Sheet.refresh(box);
  };

  // words are what a person reads of a value, for the comparison of two texts.
  Sheet.words = function (box, text) {
    var v = parse(text, null);
    switch (box.dataset.type) {
      case "period":
        return v ? (v.from || "…") + " 至 " + (v.to || "…") : "（空）";
      case "contents":
        return v ? v.items.map(function (i) {
          return i.number + ". " + (i.whole ? "整项" : (i.clauses || []).concat(i.free || []).join("；"));
        }).join("\n") : "（空）";
      case "choice":
      case "rows":
        return v ? v.map(function (r) { return [].concat(r).join("，"); }).join("\n") : "（空）";
      default:
        return text || "（空）";
    }
  };

  // grow gives a text area as many rows as its text has lines on the screen.
  Sheet.grow = function (area) {
    var least = Number(area.dataset.rows || 1);
    area.rows = least;
    var style = getComputedStyle(area), line = parseFloat(style.lineHeight);
    var inner = area.scrollHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    area.rows = Math.max(least, Math.ceil((inner - 2) / line));
  };

  // A whole content leaves nothing to be picked of it.
  function settle(box) {
    all(box, "[data-content]").forEach(function (c) {
      var whole = part(c, "whole").checked;
      all(c, "[data-part=clause]").forEach(function (i) { i.disabled = whole; });
    });
  }

  // refresh redraws what hangs on a blank's value: its height, its count, whether it still lacks something.
  Sheet.refresh = function (box) {
    var text = Sheet.read(box), limit = Number(box.dataset.limit), n = Sheet.count(text);
    all(box, "textarea").forEach(Sheet.grow);
    settle(box);
    box.classList.toggle("is-empty", text === "");
    var over = box.dataset.type === "text" && limit > 0 && n > limit;
    box.classList.toggle("is-over", over);
    var out = box.querySelector("[data-counted]");
    if (out) { out.textContent = counted(n, limit); }
  };

  function counted(n, limit) {
    if (n > limit) { return "已填 " + n + " 字，超出 " + (n - limit) + " 字，请删减"; }
    return "已填 " + n + " 字，最多 " + limit + " 字（空格、换行不计）";
  }
  Sheet.counted = counted;
})();

// What a page does by itself: ticks deadlines by the server's clock, counts characters, stops a second click,
// leads to what needs mending. Everything here is a comfort: without it, every page still reads and submits.
(function () {
  "use strict";

  var all = function (selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); };

  // Server time in milliseconds: the page's own instant plus what has passed since. Never this machine's clock alone.
  var loaded = Date.now();
  var serverAtLoad = Number(document.body.getAttribute("data-now")) / 1000 || loaded;
  var serverNow = function () { return serverAtLoad + (Date.now() - loaded); };

  // The same words as Left in when.go.
  function left(ms) {
    if (ms <= 0) { return "已过 " + span(-ms); }
    return span(ms);
  }
  function span(ms) {
    var minutes = Math.floor(ms / 60000), hours = Math.floor(minutes / 60), days = Math.floor(hours / 24);
    if (days >= 3) { return days + " 天"; }
    if (days > 0) { return days + " 天 " + (hours % 24) + " 小时"; }
    if (hours > 0) { return hours + " 小时 " + (minutes % 60) + " 分"; }
    if (minutes > 0) { return minutes + " 分钟"; }
    return "不到 1 分钟";
  }
  function tick() {
    all("[data-deadline]").forEach(function (el) {
      var ms = Number(el.getAttribute("data-deadline")) / 1000 - serverNow();
      var text = left(ms), place = el.querySelector("[data-left]"), lead = el.querySelector("[data-lead]");
      if (place && place.textContent !== text) { place.textContent = text; }
      if (lead) { lead.textContent = ms > 0 ? "还有" : ""; }
      el.classList.toggle("is-over", ms <= 0);
      el.classList.toggle("is-near", ms > 0 && ms < 3 * 86400000);
    });
  }

  // Characters as a reader counts them: a rare character of two code units is one.
  function count(el) {
    var field = document.getElementById(el.getAttribute("data-count"));
    if (!field) { return; }
    var most = Number(field.getAttribute("data-max"));
    var show = function () {
      var n = Array.from(field.value.trim()).length;
      el.textContent = n > most ? "已填 " + n + " 字，超出 " + (n - most) + " 字" : "已填 " + n + " 字，不超过 " + most + " 字";
      el.classList.toggle("is-over", n > most);
    };
    field.addEventListener("input", show);
    show();
  }

  // The server judges and answers in the page's own words, beside the field.
  function prepare(root) {
    all("form[method=post]", root).forEach(function (form) { form.noValidate = true; });
    all("[data-count]", root).forEach(count);
    all("[data-needs-script]", root).forEach(function (el) { el.hidden = false; });
    var summary = root.querySelector("[data-focus]");
    if (summary) { summary.focus(); }
  }

  // Copies a field's text; the old way, for the new one works on https alone.
  function copy(field, button) {
    field.focus();
    field.select();
    if (document.execCommand("copy")) { button.textContent = "已复制"; }
  }

  var sent = [];
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-once")) { return; }
    if (sent.indexOf(form) >= 0) { event.preventDefault(); return; }
    sent.push(form);
    setTimeout(function () { sent = sent.filter(function (f) { return f !== form; }); }, 8000);
  });
  window.addEventListener("pageshow", function () { sent = []; });

  // What was folded out over the page folds away by a click elsewhere or by Escape.
  function foldAway(but) {
    all("details[data-away][open]").forEach(function (open) { if (!but || !open.contains(but)) { open.open = false; } });
  }
  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && event.target.closest("details[data-away][open]");
    if (open) { foldAway(null); open.querySelector("summary").focus(); }
  });

  document.addEventListener("click", function (event) {
    foldAway(event.target);
    if (event.target.closest("[data-print]")) { window.print(); }
    var copies = event.target.closest("[data-copy]");
    if (copies) { copy(document.getElementById(copies.getAttribute("data-copy")), copies); }
  });
  document.addEventListener("change", function (event) {
    var name = event.target.getAttribute("data-select-all");
    if (name === null) { return; }
    all("input[type=checkbox]").forEach(function (box) { if (box.name === name && !box.disabled) { box.checked = event.target.checked; } });
  });
  document.addEventListener("htmx:afterSwap", function (event) { prepare(event.detail.target); });
  document.addEventListener("htmx:sendError", function () {
    var place = document.getElementById("sd-messages");
    if (place) { place.innerHTML = "<p class=\"sd-flash sd-flash-warn\" role=\"alert\">网络不通，这一步没有办成，已填写的内容还在。请稍候再试。</p>"; }
  });

  var current = document.querySelector(".sd-nav [aria-current]"), nav = document.querySelector(".sd-nav > ul");
  if (current && nav) { nav.scrollLeft = current.offsetLeft - nav.offsetLeft - 16; }
  prepare(document);
  tick();
  setInterval(tick, 1000);
})();

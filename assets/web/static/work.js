// A form that is worked on for hours (form[data-work]): what is typed is kept two seconds after the last key, and on this machine
// until the server has acknowledged it. Where a colleague saved meanwhile nothing is written over: the page says so and keeps
// what was typed. Rows can be added and taken away: [data-rows] holds them, its template has __KEY__ where a row's key stands.
(function () {
  "use strict";
  var form = document.querySelector("form[data-work]");
  if (!form) { return; }
  var PAUSE = 2000, SLOWEST = 30000;
  var status = form.querySelector("[data-saved]"), offer = form.querySelector("[data-found]");
  var slots = "work:" + form.dataset.account + ":" + form.dataset.save + ":", slot = slots + form.dataset.edition;
  var before = form.dataset.before;
  var timer = 0, wait = 1000, busy = false, stopped = false, left = false;
  var safe = typed(); // the newest text that the server has

  function say(text) { if (status) { status.textContent = text; } }

  // ofPage tells the fields in which the page says something of itself.
  function ofPage(name) { return name === "before" || name === "act" || name.indexOf("page.") === 0; }

  // typed is what stands in the form, by name, without what belongs to the page alone.
  function typed() {
    var values = {};
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== "string" || ofPage(name)) { return; }
      (values[name] = values[name] || []).push(value);
    });
    return JSON.stringify(values);
  }

  // The copy on this machine. A browser may refuse to store: then the page is all there is.
  function remember(text) {
    try { localStorage.setItem(slot, JSON.stringify({ form: text, before: before, at: Date.now() })); } catch (_) { /* full or forbidden */ }
  }
  function recall() {
    try { return JSON.parse(localStorage.getItem(slot)); } catch (_) { return null; }
  }
  function forget() {
    try { localStorage.removeItem(slot); } catch (_) { /* forbidden */ }
  }
  // acknowledged leaves only since when the text is safe: a page that was on its way meanwhile shows the text before, and is
  // fetched again.
  function acknowledged(text) {
    var kept = recall();
    if (kept && kept.form !== text) { return; }
    try { localStorage.setItem(slot, JSON.stringify({ saved: before })); } catch (_) { /* full or forbidden */ }
  }
  function forgetOlder() {
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (key.indexOf(slots) === 0 && key !== slot) { localStorage.removeItem(key); }
      });
    } catch (_) { /* forbidden */ }
  }

  function send(text, alive) {
    return fetch(form.dataset.save, {
      method: "PUT", keepalive: !!alive, credentials: "same-origin", redirect: "error",
      body: JSON.stringify({ account: form.dataset.account, before: before, upon: form.elements["page.upon"].value, form: JSON.parse(text) }),
      headers: { "Content-Type": "application/json", Accept: "application/json" }
    });
  }

  function later(ms) { clearTimeout(timer); timer = setTimeout(keep, ms); }

  function keep() {
    var text = typed();
    if (busy || stopped || left || text === safe) { return; }
    busy = true;
    say("正在保存……");
    send(text).then(function (answer) {
      return answer.json().catch(function () { return {}; }).then(function (data) {
        if (answer.ok) {
          wait = 1000;
          safe = text;
          before = data.before;
          if (form.elements.before) { form.elements.before.value = before; }
          acknowledged(text);
          return say("已保存 " + data.saved);
        }
        if (answer.status === 401) { return say("登录已过期。请在另一个窗口重新登录，再回到这里继续，已填写的内容还在。"); }
        stopped = answer.status === 409 || answer.status === 403 || answer.status === 404;
        say((data.message || "没有保存。") + (stopped ? "您填写的内容还在这一页上，没有存到系统里；需要的，请先复制下来。" : ""));
      });
    }).catch(function () {
      say("网络不通，稍后自动再存。已填写的内容还在这台电脑上。");
      later(wait);
      wait = Math.min(wait * 2, SLOWEST);
    }).then(function () {
      busy = false;
      if (!stopped && typed() !== text) { later(PAUSE); }
    });
  }

  function changed() {
    var text = typed();
    if (text === safe) { return; }
    remember(text);
    if (!stopped) { later(PAUSE); }
  }

  // Rows.
  function rows() { return form.querySelector("[data-rows]"); }
  function row(key) {
    return Array.prototype.filter.call(form.querySelectorAll("[data-row]"), function (one) { return one.dataset.row === key; })[0];
  }
  function add(key) {
    var place = rows(), template = place.querySelector("template"), made = document.createElement("template");
    made.innerHTML = template.innerHTML.replace(/__KEY__/g, key);
    place.insertBefore(made.content, template);
    place.dataset.next = String(Math.max(Number(place.dataset.next), Number(key.slice(1)) + 1));
    return row(key);
  }
  form.addEventListener("click", function (event) {
    var button = event.target.closest("button[name=act]");
    if (!button || !rows()) { return; }
    if (button.value === "add") {
      event.preventDefault();
      add("m" + rows().dataset.next).querySelector("select, input:not([type=hidden]), textarea").focus();
      return changed();
    }
    if (button.value.indexOf("remove:") === 0) {
      event.preventDefault();
      row(button.value.slice(7)).remove();
      form.querySelector("button[name=act][value=add]").focus();
      changed();
    }
  });

  // put writes a remembered text back into the form.
  function put(text) {
    var values = JSON.parse(text);
    var wanted = (values.row || []).filter(function (key) { return /^[a-z]\d+$/.test(key); }); // it becomes markup
    if (rows()) {
      form.querySelectorAll("[data-row]").forEach(function (one) { if (wanted.indexOf(one.dataset.row) < 0) { one.remove(); } });
      wanted.forEach(function (key) { if (!row(key)) { add(key); } });
    }
    var used = {};
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || ofPage(field.name) || field.type === "file" || field.type === "submit") { return; }
      var list = values[field.name] || [];
      if (field.type === "checkbox" || field.type === "radio") { field.checked = list.indexOf(field.value) >= 0; return; }
      var i = used[field.name] || 0;
      used[field.name] = i + 1;
      if (i < list.length) { field.value = list[i]; }
    });
  }

  // What this machine still has of an earlier visit: put back where nothing was saved since, else offered.
  function restore() {
    var kept = recall();
    forgetOlder();
    if (form.hasAttribute("data-unsaved")) { return remember(safe); } // shown again because a colleague saved meanwhile
    if (kept && kept.saved) {
      forget();
      if (Number(kept.saved) > Number(before)) { location.reload(); }
      return;
    }
    if (!kept || kept.form === safe) { return forget(); }
    if (kept.before === before || !offer) {
      put(kept.form);
      say("已放回这台电脑上没有存上的内容。");
      return later(PAUSE);
    }
    offer.hidden = false;
    offer.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) { return; }
      if (button.hasAttribute("data-put")) { put(kept.form); changed(); } else { forget(); }
      offer.hidden = true;
    });
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", function () { left = true; clearTimeout(timer); });
  window.addEventListener("pageshow", function () { left = false; });
  window.addEventListener("online", function () { later(0); });
  window.addEventListener("pagehide", function () {
    var text = typed();
    if (text !== safe && !left && !stopped) { send(text, true).catch(function () {}); }
  });
  restore();
})();

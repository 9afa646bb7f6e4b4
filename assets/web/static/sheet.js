// The page of the sheet: joins the blanks, the saving and what stands around the paper. Without it the page is a plain
// form with buttons to save.
(function () {
  "use strict";
  var Sheet = window.Sheet, make = Sheet.make, all = Sheet.all;
  var form = document.querySelector("form[data-sheet]");
  if (!form) { return; }
  var desk = form.closest("[data-desk]");
  var keep = Sheet.Keep(form.dataset.account, form.dataset.application);
  var status = desk.querySelector("[data-status]"), banner = desk.querySelector("[data-banner]");
  var PULSE = 15000;

  all(form, "[data-key]").forEach(Sheet.refresh); // so that what is read below is what was sent
  var saver = Sheet.Saver(form, keep, {
    status: say,
    answered: answered,
    conflict: function (c, box) {
      Sheet.conflict(c, box, function (text) { saver.settle(c, text); });
      outline();
    }
  });
  desk.classList.add("is-live");

  // ---- what the saving says
  var words = {
    typing: "有改动，即将自动保存",
    saving: "正在保存…",
    busy: "系统正忙，内容已留在本机，稍后自动再试",
    offline: "网络中断，内容已留在本机，恢复后自动保存",
    signedout: "登录已到期，内容已留在本机",
    refused: "有内容没有保存，请看提示"
  };

  function say(kind, data) {
    if (kind === "foreign") { return foreign(); }
    if (kind === "typing" && saver && saver.retrying()) { return; }
    if (kind === "saving" && status.dataset.kind in { offline: 1, signedout: 1, busy: 1 }) { return; }
    status.dataset.kind = kind;
    status.textContent = kind === "saved" ? "已保存 " + data.clock : words[kind];
    if (kind === "offline") {
      raise("warn", "网络中断或服务器暂停。可以继续填写：" + kept() + "恢复后自动保存，请不要清除浏览器数据。");
    } else if (kind === "signedout") {
      raise("warn", "登录已到期。可以继续填写：" + kept(), data.signIn);
    } else if (kind === "refused") {
      raise("stop", (data && data.message) || words.refused, null, data && data.fields);
    } else if (kind === "saved" && banner.dataset.kind !== "stay") {
      banner.hidden = true;
    }
  }

  function kept() {
    return keep.works ? "内容留在本机，不会丢失。" : "但这个浏览器不允许在本机保存，请先不要关闭本页。";
  }

  function raise(tone, text, signIn, fields) {
    banner.className = "sh-banner sh-banner-" + tone;
    banner.dataset.kind = tone;
    banner.textContent = text;
    Object.keys(fields || {}).forEach(function (key) { banner.appendChild(make("p", "", fields[key])); });
    if (signIn) {
      var link = make("a", "", "在新窗口登录");
      link.href = signIn;
      link.target = "_blank";
      link.rel = "noopener";
      banner.appendChild(link);
      banner.appendChild(document.createTextNode("，登录后回到本页，自动继续保存。"));
    }
    banner.hidden = false;
  }

  // stay is a word that remains until the page is left.
  function stay(text) {
    raise("warn", text);
    banner.dataset.kind = "stay";
  }

  function answered(data) {
    noglyph(data.noglyph || {});
    if (data.parked && !form.hasAttribute("data-moved")) { stay("本申报书已经提交，您现在填写的内容另存为下一版的草稿，一个字也不会丢；申报截止前取回修改，或者被退回修改后，可以接着用。"); }
    outline();
  }

  function close(words) {
    if (!words) { return; }
    all(desk, "[data-submit]").forEach(function (link) {
      link.removeAttribute("href");
      link.setAttribute("aria-disabled", "true");
      link.classList.add("disabled");
    });
    var note = desk.querySelector("[data-closed]");
    note.textContent = words;
    note.hidden = false;
  }

  // A character that no font has would print as a box: it is named beside its blank.
  function noglyph(missing) {
    Object.keys(missing).forEach(function (key) {
      var f = saver.fields[key], out = f && f.box.querySelector("[data-noglyph]");
      if (!out) { return; }
      out.textContent = missing[key];
      out.hidden = !missing[key];
    });
  }

  // foreign: somebody else is logged in here now. His eyes are not for this text: it leaves the page, not the machine.
  function foreign() {
    saver.copyAll().then(function () {
      saver.stop();
      var note = make("div", "sh-banner sh-banner-stop");
      note.setAttribute("role", "alert");
      note.appendChild(make("p", "", "这台电脑现在由另一个账号登录，本页内容已收起。未保存的文字留在原填报人名下，由原填报人登录后重新打开，会自动接着保存。"));
      var link = make("a", "btn btn-outline-secondary", "回到首页");
      link.href = "/";
      note.appendChild(link);
      desk.textContent = "";
      desk.appendChild(note);
      document.title = "已收起";
    });
  }

  // ---- typing
  function boxOf(target) { return target.closest && target.closest("[data-key]"); }

  form.addEventListener("input", function (e) {
    var box = boxOf(e.target);
    if (!box) { return; }
    Sheet.refresh(box);
    help(box);
    if (!e.isComposing) { saver.typed(box.dataset.key); }
    outline();
  });
  form.addEventListener("compositionend", function (e) {
    var box = boxOf(e.target);
    if (box) { saver.typed(box.dataset.key); }
  });
  form.addEventListener("focusin", function (e) {
    var box = boxOf(e.target);
    if (box) { help(box); }
  });
  form.addEventListener("focusout", function (e) {
    var box = boxOf(e.target);
    if (box && !box.contains(e.relatedTarget)) { saver.leave(box.dataset.key); }
  });
  form.addEventListener("submit", function (e) {
    e.preventDefault();
    saver.now();
  });
  form.addEventListener("keydown", function (e) {
    if (e.key === "Enter" && (e.target.tagName === "INPUT" || e.target.hasAttribute("data-line"))) { e.preventDefault(); }
  });
  // Text from Word or WPS: paragraphs stay, hard spaces and soft breaks of the page do not.
  form.addEventListener("paste", function (e) {
    if (e.target.tagName !== "TEXTAREA" || !e.clipboardData) { return; }
    var text = e.clipboardData.getData("text/plain");
    if (!text) { return; }
    e.preventDefault();
    text = Sheet.tidy(text).replace(/[\u000b\u000c\u2028\u2029]/g, "\n").replace(/[\u00a0\t]/g, " ").replace(/[\u200b\ufeff]/g, "").replace(/\n{3,}/g, "\n\n");
    if (e.target.hasAttribute("data-line")) { text = text.replace(/\n+/g, " ").trim(); }
    document.execCommand("insertText", false, text); // keeps the undo of the browser
  });

  // ---- help of the blank that has the focus
  var helpBox = desk.querySelector("[data-help]");
  function help(box) {
    here(box);
    var tip = box.querySelector("[data-tip]");
    helpBox.hidden = false;
    helpBox.querySelector("[data-help-title]").textContent = box.dataset.label;
    helpBox.querySelector("[data-help-text]").textContent = tip ? tip.textContent : "";
    var n = Sheet.count(Sheet.read(box)), count = helpBox.querySelector("[data-help-count]");
    count.textContent = box.hasAttribute("data-counts") ? Sheet.counted(n, Number(box.dataset.limit)) : "";
    count.classList.toggle("is-over", n > Number(box.dataset.limit));
  }

  // here lights the section that is being written.
  function here(box) {
    all(desk, ".sd-outline-item.is-on").forEach(function (a) { a.classList.remove("is-on"); a.removeAttribute("aria-current"); });
    var link = desk.querySelector(".sd-outline a[href='#" + box.id + "']") || desk.querySelector(".sd-outline a[href='#" + box.closest("[data-section]").id + "']");
    if (!link) { return; }
    link.classList.add("is-on");
    link.setAttribute("aria-current", "true");
  }

  // ---- the outline's dots and what is still missing
  // What is not open to be mended stands as it was frozen: it has nothing to type into, and nothing is missing.
  function filled(box) { return !box.dataset.type || Sheet.read(box) !== ""; }

  function outline() {
    var missing = 0;
    all(desk, "[data-section]").forEach(function (section) {
      var asked = all(section, "[data-asked]"), done = asked.filter(filled).length, begun = all(section, "[data-key]").some(filled);
      mark(section.id, done === asked.length ? "full" : begun ? "part" : "none", done + "/" + asked.length);
      missing += asked.length - done;
    });
    all(desk, "[data-inner]").forEach(function (box) { mark(box.id, filled(box) ? "full" : "none", ""); });
    var out = desk.querySelector("[data-missing]");
    out.textContent = missing ? "还有 " + missing + " 处未填" : "各栏都已填写";
    slashes();
  }

  function mark(id, fill, note) {
    var link = desk.querySelector(".sd-outline a[href='#" + id + "']");
    if (!link) { return; }
    var dot = link.querySelector(".sd-dot"), half = dot.querySelector("path");
    dot.setAttribute("class", "sd-dot sd-dot-" + fill);
    if (half && fill !== "part") { half.remove(); }
    if (!half && fill === "part") {
      half = document.createElementNS("http://www.w3.org/2000/svg", "path");
      half.setAttribute("d", "M6 1a5 5 0 000 10z");
      dot.appendChild(half);
    }
    link.querySelector(".visually-hidden").textContent = { full: "（已填完）", part: "（未填完）", none: "（未填写）" }[fill];
    var count = link.querySelector(".sd-outline-note");
    if (count && note) { count.textContent = note; }
  }

  // ---- 空项填“/”
  var slash = desk.querySelector("form[data-slash]");
  function slashes() {
    if (!slash) { return; }
    var open = 0;
    all(slash, "[data-slash-key]").forEach(function (line) {
      var f = saver.fields[line.dataset.slashKey], empty = f && !filled(f.box);
      line.hidden = !empty;
      line.querySelector("input").disabled = !empty;
      open += empty ? 1 : 0;
    });
    slash.closest("[data-slash-fold]").hidden = open === 0;
  }
  if (slash) {
    slash.addEventListener("submit", function (e) {
      e.preventDefault();
      all(slash, "input:checked:not(:disabled)").forEach(function (tick) {
        Sheet.write(saver.fields[tick.value].box, "/");
        saver.typed(tick.value);
      });
      saver.now();
      outline();
      slash.closest("details").open = false;
    });
  }

  // ---- the pulse: who else writes, what they saved, whether we are still logged in and in time
  function focused() {
    var box = boxOf(document.activeElement);
    return box ? box.dataset.key : "";
  }

  function pulse() {
    if (document.hidden) { return; }
    var at = form.dataset.pulse + "?account=" + encodeURIComponent(form.dataset.account) + "&field=" + focused() + "&since=" + form.dataset.since;
    fetch(at, { credentials: "same-origin", headers: { Accept: "application/json" } }).then(function (answer) {
      return answer.json().then(function (data) {
        if (answer.status === 409 && data.reason === "account") { return foreign(); }
        if (answer.status === 401) { return say("signedout", data); }
        if (answer.status !== 200) { return; }
        form.dataset.since = data.since;
        (data.changed || []).forEach(saver.fresh);
        others(data.others || []);
        close(data.closed);
        if (data.moved && !form.hasAttribute("data-moved")) { stay(data.moved); }
        if (saver.retrying() || status.dataset.kind === "signedout") { resume(); }
        outline();
      });
    }).catch(function () { say("offline"); });
  }

  function resume() {
    if (banner.dataset.kind !== "stay") { banner.hidden = true; }
    if (saver.pending()) { return saver.now(); }
    status.dataset.kind = "saved";
    status.textContent = "没有未保存的内容";
  }

  function others(list) {
    desk.querySelector("[data-others]").textContent = list.length ? "另有 " + list.length + " 人正在填写：" + list.map(function (o) { return o.name; }).join("、") : "";
    all(form, "[data-by]").forEach(function (mark) { mark.hidden = true; });
    list.forEach(function (o) {
      var f = saver.fields[o.field], mark = f && f.box.querySelector("[data-by]");
      if (!mark) { return; }
      mark.textContent = o.name + "正在填写这一栏";
      mark.hidden = false;
    });
  }

  // A way on from the sheet waits for what is being saved: the next page reads it from the server.
  desk.addEventListener("click", function (e) {
    var link = e.target.closest("a[href]");
    if (!link || link.target || link.pathname === location.pathname || !saver.pending()) { return; }
    e.preventDefault();
    saver.now();
    follow(link.href, Date.now() + 3000);
  });

  function follow(href, latest) {
    if (!saver.pending() || Date.now() > latest) {
      location.href = href;
      return;
    }
    setTimeout(follow, 50, href, latest);
  }

  // ---- coming and going
  window.addEventListener("pagehide", saver.leaving);
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) { saver.leaving(); } else { pulse(); }
  });
  window.addEventListener("focus", pulse);
  window.addEventListener("online", function () { saver.now(); pulse(); });
  window.addEventListener("offline", function () { say("offline"); });
  window.addEventListener("beforeunload", function (e) {
    if (!keep.works && saver.pending()) { e.preventDefault(); e.returnValue = ""; }
  });
  window.addEventListener("resize", function () { all(form, "textarea").forEach(Sheet.grow); });
  setInterval(pulse, PULSE);

  // ---- what was left on this machine
  keep.all().then(function (left) {
    var n = (left || []).filter(function (one) { return saver.restore(one.key, one.text, one.base) === true; }).length;
    if (n) {
      stay("找到上次没有来得及保存的 " + n + " 处内容，已经补上。");
      saver.now();
    }
    outline();
    pulse();
    desk.dataset.ready = "";
  });
})();

// The score sheet: the total while one types, and what is typed is kept two seconds after the last key.
(function () {
  "use strict";
  var form = document.querySelector("form[data-score]");
  if (!form) { return; }
  var inputs = Array.prototype.slice.call(form.querySelectorAll("[data-points]"));
  var comment = form.querySelector("textarea[name=comment]");
  var total = form.querySelector("[data-total]"), status = form.querySelector("[data-saved]");
  var PAUSE = 2000, SLOWEST = 30000;
  var timer = 0, wait = 1000, busy = false, dirty = false, left = false;

  function sum() {
    var all = 0, whole = true;
    inputs.forEach(function (input) {
      var n = Number(input.value);
      if (input.value.trim() === "" || !Number.isInteger(n) || n < 0 || n > Number(input.max)) { whole = false; } else { all += n; }
    });
    return whole ? String(all) : "—";
  }

  function say(text) { if (status) { status.textContent = text; } }

  function body() {
    var points = {};
    inputs.forEach(function (input) { points[input.name.slice(2)] = input.value; });
    return JSON.stringify({ account: form.dataset.account, points: points, comment: comment ? comment.value : "" });
  }

  function send(alive) {
    return fetch(form.dataset.save, {
      method: "PUT", body: body(), keepalive: !!alive, credentials: "same-origin", redirect: "error",
      headers: { "Content-Type": "application/json", Accept: "application/json" }
    });
  }

  function keep() {
    if (busy || !dirty || left) { return; }
    busy = true;
    dirty = false;
    say("正在保存……");
    send().then(function (answer) {
      return answer.json().catch(function () { return {}; }).then(function (data) {
        if (answer.ok) {
          wait = 1000;
          say(data.saved + " 已保存，还没有提交");
          return;
        }
        if (answer.status === 401) {
          dirty = true;
          return say("登录已过期。请在另一个窗口重新登录，再回到这里继续。");
        }
        say(data.message || "没有保存。请刷新页面后再试。");
      });
    }).catch(function () {
      dirty = true;
      say("网络不通，稍后自动再存。");
      timer = setTimeout(keep, wait);
      wait = Math.min(wait * 2, SLOWEST);
    }).then(function () { busy = false; });
  }

  form.addEventListener("input", function () {
    if (total) { total.textContent = sum(); }
    if (!form.dataset.save) { return; }
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", function () { left = true; clearTimeout(timer); });
  window.addEventListener("pagehide", function () {
    if (dirty && !left && form.dataset.save) { send(true).catch(function () {}); }
  });
})();

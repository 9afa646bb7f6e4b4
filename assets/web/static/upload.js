// Attachments go up with a progress bar; without this script the same form sends them plainly.
(function () {
  "use strict";
  var form = document.querySelector("form[data-upload]");
  if (!form || !window.FormData) { return; }
  var input = form.querySelector("input[type=file]"), bar = form.querySelector("[data-progress]");
  var words = bar.querySelector("[data-progress-words]"), wrong = form.querySelector("[data-upload-error]");
  var most = Number(form.dataset.most), request = null;

  function fail(text) {
    bar.hidden = true;
    wrong.textContent = text;
    wrong.hidden = false;
  }

  function tooLarge() {
    return Array.prototype.filter.call(input.files, function (f) { return f.size > most; }).map(function (f) { return f.name; });
  }

  input.addEventListener("change", function () {
    var large = tooLarge();
    wrong.hidden = true;
    if (large.length) {
      input.value = "";
      fail("“" + large.join("”“") + "”超过 20 MB。请压缩图片或拆分后再上传。");
    }
  });

  form.addEventListener("submit", function (e) {
    e.preventDefault();
    if (request) { return; }
    if (!input.files.length) { return fail("请先选择文件。"); }
    request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", function (p) {
      if (!p.lengthComputable) { return; }
      var percent = Math.floor(p.loaded * 100 / p.total);
      bar.querySelector("progress").value = percent;
      words.textContent = percent < 100 ? "已上传 " + percent + "%" : "正在检查文件…";
    });
    request.addEventListener("load", done);
    request.addEventListener("error", function () { request = null; fail("网络中断，文件没有传完。请重新上传。"); });
    request.addEventListener("abort", function () { request = null; bar.hidden = true; });
    wrong.hidden = true;
    bar.hidden = false;
    request.send(new FormData(form));
  });

  function done() {
    var status = request.status, data = {};
    try { data = JSON.parse(request.responseText); } catch (e) { /* a page: the status tells enough */ }
    request = null;
    if (status === 200) {
      location.hash = "s-files";
      return location.reload();
    }
    var fields = Object.keys(data.fields || {}).map(function (key) { return data.fields[key]; });
    fail(fields[0] || data.message || "上传没有成功，请稍候再试。");
  }

  form.querySelector("[data-cancel]").addEventListener("click", function () { if (request) { request.abort(); } });
})();

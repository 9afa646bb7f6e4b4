// Two people, or two windows, changed one blank: both texts stand side by side until a person has chosen or merged.
(function () {
  "use strict";
  var Sheet = window.Sheet;

  function make(tag, className, text) {
    var e = document.createElement(tag);
    if (className) { e.className = className; }
    if (text !== undefined) { e.textContent = text; }
    return e;
  }
  Sheet.make = make;

  function side(title, words, button, choose) {
    var box = make("div", "sh-conflict-side");
    box.appendChild(make("p", "sh-conflict-whose", title));
    box.appendChild(make("div", "sh-conflict-text", words));
    var b = make("button", "btn btn-sm btn-outline-secondary", button);
    b.type = "button";
    b.addEventListener("click", choose);
    box.appendChild(b);
    return box;
  }

  // conflict shows c beneath its blank. choose(text) is called once, with what is to stand there.
  Sheet.conflict = function (c, box, choose) {
    var old = box.querySelector(".sh-conflict");
    if (old) { old.remove(); }
    var panel = make("div", "sh-conflict");
    panel.setAttribute("role", "alert");
    panel.appendChild(make("p", "sh-conflict-title", "“" + box.dataset.label + "”有两份不同的内容，请选定一份。两份都还在，没有丢失。"));
    function done(text) {
      panel.remove();
      choose(text);
      Sheet.focus(box);
    }
    var pair = make("div", "sh-conflict-pair");
    pair.appendChild(side("您填写的", Sheet.words(box, c.mine), "用我的", function () { done(c.mine); }));
    pair.appendChild(side(c.who + " " + c.when + " 保存的", Sheet.words(box, c.theirs), "用这一份", function () { done(c.theirs); }));
    panel.appendChild(pair);
    if (box.dataset.type === "text" && box.querySelector("textarea")) { panel.appendChild(merge(c, done)); }
    box.appendChild(panel);
  };

  function merge(c, done) {
    var fold = make("details", "sh-conflict-merge");
    fold.appendChild(make("summary", "", "合并两份"));
    var area = make("textarea", "form-control");
    area.setAttribute("aria-label", "合并后的内容");
    area.rows = 6;
    area.value = c.theirs + "\n" + c.mine;
    fold.appendChild(area);
    var b = make("button", "btn btn-sm btn-primary", "用合并后的内容");
    b.type = "button";
    b.addEventListener("click", function () { done(Sheet.tidy(area.value).trim()); });
    fold.appendChild(b);
    area.addEventListener("input", function (e) { e.stopPropagation(); });
    return fold;
  }

  Sheet.focus = function (box) {
    var target = box.querySelector(".sh-input, .sh-tick input");
    if (target) { target.focus(); }
  };
})();

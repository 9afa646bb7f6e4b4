// Saving: by field, two seconds after the last key and on leaving a field. One request at a time; what was not
// acknowledged is tried again, ever more slowly, and stays on this machine until it was.
(function () {
  "use strict";
  var Sheet = window.Sheet;
  var PAUSE = 2000, SLOWEST = 30000, KEEPALIVE = 60 * 1024;

  // Saver looks after the blanks of one sheet. hooks: status(kind, detail), conflict(c), answered(saved).
  Sheet.Saver = function (form, keep, hooks) {
    var fields = {}, busy = false, wait = 1000, retry = 0, stopped = false;

    Sheet.all(form, "[data-key]").forEach(function (box) {
      fields[box.dataset.key] = { box: box, base: box.dataset.hash, saved: Sheet.read(box), due: 0, held: false };
    });

    function dirty(f) { return Sheet.read(f.box) !== f.saved; }

    function changes(now) {
      return Object.keys(fields).filter(function (key) {
        var f = fields[key];
        return !f.held && dirty(f) && (now || f.due <= Date.now());
      }).map(function (key) { return { key: key, text: Sheet.read(fields[key].box), base: fields[key].base }; });
    }

    function typed(key) {
      var f = fields[key];
      f.due = Date.now() + PAUSE;
      copy(key); // at once: a browser may be closed, or die, right after a key
      setTimeout(run, PAUSE + 20);
      if (dirty(f)) { hooks.status("typing"); }
    }

    function copy(key) {
      var f = fields[key], text = Sheet.read(f.box);
      return text === f.saved ? keep.drop(key, text) : keep.put(key, text, f.base);
    }

    function copyAll() {
      return Promise.all(Object.keys(fields).filter(function (key) { return dirty(fields[key]); }).map(copy));
    }

    function body(list) { return JSON.stringify({ account: form.dataset.account, changes: list }); }

    function send(list, alive) {
      return fetch(form.dataset.save, {
        method: "PUT", body: body(list), keepalive: !!alive, credentials: "same-origin", redirect: "error",
        headers: { "Content-Type": "application/json", Accept: "application/json" }
      });
    }

    function run(now) {
      var list = changes(now === true);
      if (busy || stopped || !list.length) { return; }
      busy = true;
      hooks.status("saving");
      send(list).then(function (answer) {
        return answer.json().catch(function () { return {}; }).then(function (data) { take(answer.status, data, list); });
      }).catch(function () { later("offline"); }).then(function () {
        busy = false;
        if (!retry && changes(false).length) { run(); }
      });
    }

    function take(status, data, list) {
      if (status === 200) {
        wait = 1000;
        clearTimeout(retry);
        retry = 0;
        return acknowledge(data, list);
      }
      if (status === 401) { return later("signedout", data); }
      if (status === 409 && data.reason === "account") { return later("foreign", data); }
      if (status === 422 || status === 413 || status === 403 || status === 404) {
        list.forEach(function (c) { fields[c.key].due = Infinity; });
        return hooks.status("refused", data);
      }
      later(status === 429 || status >= 500 ? "busy" : "refused", data);
    }

    function acknowledge(data, list) {
      var conflicts = {};
      (data.conflicts || []).forEach(function (c) { conflicts[c.key] = c; });
      list.forEach(function (c) {
        var f = fields[c.key];
        if (conflicts[c.key]) {
          f.held = true;
          return hooks.conflict(conflicts[c.key], f.box);
        }
        f.base = data.hashes[c.key];
        f.saved = c.text;
        keep.drop(c.key, c.text);
      });
      hooks.answered(data);
      hooks.status(pending() ? "typing" : "saved", data);
    }

    function pending() { return Object.keys(fields).some(function (key) { return dirty(fields[key]); }); }

    function later(kind, data) {
      copyAll();
      hooks.status(kind, data);
      clearTimeout(retry);
      retry = setTimeout(again, wait);
      wait = Math.min(wait * 2, SLOWEST);
    }

    function again() {
      clearTimeout(retry);
      retry = 0;
      run(true);
    }

    // leaving sends what still fits into a request that outlives the page; the rest is on this machine.
    function leaving() {
      copyAll();
      var list = changes(true), fits = [];
      list.forEach(function (c) {
        if (new TextEncoder().encode(body(fits.concat(c))).length < KEEPALIVE) { fits.push(c); }
      });
      if (fits.length && !stopped) { send(fits, true).catch(function () {}); }
    }

    return {
      fields: fields, typed: typed, pending: pending, copyAll: copyAll, leaving: leaving, dirty: dirty,
      leave: function (key) {
        fields[key].due = Math.min(fields[key].due, Date.now());
        copy(key);
        run();
      },
      now: function () { wait = 1000; again(); },
      retrying: function () { return retry !== 0; },
      stop: function () { stopped = true; clearTimeout(retry); },
      // restore puts a text that was kept on this machine back into its blank, to be saved against what it was typed over.
      restore: function (key, text, base) {
        var f = fields[key];
        if (!f || text === f.saved) { return keep.drop(key, text); }
        f.base = base;
        Sheet.write(f.box, text);
        f.due = 0;
        return true;
      },
      // settle ends a conflict: the text chosen is saved over theirs.
      settle: function (c, text) {
        var f = fields[c.key];
        f.base = c.theirHash;
        f.saved = c.theirs;
        f.held = false;
        Sheet.write(f.box, text);
        if (text === c.theirs) { keep.drop(c.key, c.mine); }
        run(true);
      },
      // fresh takes over what a colleague saved, where nothing is being typed here.
      fresh: function (c) {
        var f = fields[c.key];
        if (!f || f.held || dirty(f) || f.box.contains(document.activeElement) || f.base === c.hash) { return false; }
        f.base = c.hash;
        f.saved = c.text;
        Sheet.write(f.box, c.text);
        f.saved = Sheet.read(f.box);
        return true;
      }
    };
  };
})();

// The copy on this machine of what the server has not acknowledged yet, apart for each account.
(function () {
  "use strict";
  var Sheet = window.Sheet;
  var opened = null;

  function open() {
    opened = opened || new Promise(function (resolve, reject) {
      var request = indexedDB.open("shidian", 1);
      request.onupgradeneeded = function () {
        request.result.createObjectStore("unsaved", { keyPath: ["account", "application", "key"] });
      };
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
    return opened;
  }

  function work(mode, use) {
    return open().then(function (db) {
      return new Promise(function (resolve, reject) {
        var tx = db.transaction("unsaved", mode), result = use(tx.objectStore("unsaved"));
        tx.oncomplete = function () { resolve(result && result.result); };
        tx.onerror = tx.onabort = function () { reject(tx.error); };
      });
    });
  }

  // Keep is the store of one account and one application. Where the browser refuses to store, works is false.
  Sheet.Keep = function (account, application) {
    var keep = { works: true };
    function failed() { keep.works = false; }

    keep.put = function (key, text, base) {
      return work("readwrite", function (store) {
        store.put({ account: account, application: application, key: key, text: text, base: base });
      }).catch(failed);
    };

    // drop forgets a text that is safe on the server; a newer one typed since, in this window or another, stays.
    keep.drop = function (key, text) {
      return work("readwrite", function (store) {
        var id = [account, application, key], got = store.get(id);
        got.onsuccess = function () {
          if (got.result && got.result.text === text) { store.delete(id); }
        };
      }).catch(failed);
    };

    keep.all = function () {
      var range = IDBKeyRange.bound([account, application], [account, application, []]);
      return work("readonly", function (store) { return store.getAll(range); }).catch(function () {
        failed();
        return [];
      });
    };
    return keep;
  };
})();

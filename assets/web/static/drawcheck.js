// Checks a published draw (draw.json) in the browser: nothing is sent anywhere. It is written from docs/draw.md alone, apart
// from the program that drew, and holds the file against itself: what was frozen, the seed, the order, who was chosen.
(function () {
  'use strict';

  // SHA-256 (FIPS 180-4), here because a browser lends its own only to pages that come over TLS.
  var K = [];
  (function () {
    for (var n = 2; K.length < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) { if (n % d === 0) { prime = false; } }
      if (prime) { K.push(Math.floor((Math.cbrt(n) % 1) * 4294967296)); }
    }
  })();

  function turn(x, by) { return (x >>> by) | (x << (32 - by)); }

  function padded(bytes) {
    var size = Math.ceil((bytes.length + 9) / 64) * 64;
    var block = new Uint8Array(size);
    block.set(bytes);
    block[bytes.length] = 0x80;
    var view = new DataView(block.buffer);
    view.setUint32(size - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(size - 4, bytes.length * 8);
    return view;
  }

  function sha256(text) {
    var view = padded(new TextEncoder().encode(text));
    var h = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    for (var at = 0; at < view.byteLength; at += 64) {
      var w = [];
      for (var i = 0; i < 64; i++) {
        if (i < 16) { w.push(view.getUint32(at + 4 * i)); continue; }
        var s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        var s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w.push((w[i - 16] + s0 + w[i - 7] + s1) >>> 0);
      }
      var v = h.slice();
      for (i = 0; i < 64; i++) {
        var e1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
        var t1 = (v[7] + e1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i]) >>> 0;
        var e0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
        var t2 = (e0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))) >>> 0;
        v = [(t1 + t2) >>> 0, v[0], v[1], v[2], (v[3] + t1) >>> 0, v[4], v[5], v[6]];
      }
      for (i = 0; i < 8; i++) { h[i] = (h[i] + v[i]) >>> 0; }
    }
    return h.map(function (x) { return ('0000000' + x.toString(16)).slice(-8); }).join('');
  }

  var FIELDS = ['format', 'panel', 'draw', 'per_bid', 'substitutes', 'pool', 'bids', 'exclusions', 'witnesses', 'pool_hash', 'seed',
    'order', 'main', 'substitutes_in_order'];

  function only(object, names) {
    return object !== null && typeof object === 'object' && Object.keys(object).every(function (key) { return names.indexOf(key) >= 0; });
  }

  function texts(list) { return Array.isArray(list) && list.every(function (x) { return typeof x === 'string'; }); }

  // shaped tells whether the file has the fields that it should, each of its kind.
  function shaped(f) {
    return only(f, FIELDS) && typeof f.panel === 'string' && texts(f.pool) && texts(f.bids) && texts(f.order) && texts(f.main) &&
      texts(f.substitutes_in_order) && typeof f.pool_hash === 'string' && typeof f.seed === 'string' &&
      [f.draw, f.per_bid, f.substitutes].every(Number.isInteger) && Array.isArray(f.exclusions) && Array.isArray(f.witnesses) &&
      f.exclusions.every(function (x) { return only(x, ['code', 'bid', 'ground']) && texts([x.code, x.bid, x.ground]); }) &&
      f.witnesses.every(function (x) { return only(x, ['body', 'number']) && texts([x.body, x.number]); });
  }

  function ascending(list, form) {
    return list.length > 0 && list.every(function (x, i) { return form.test(x) && (i === 0 || x > list[i - 1]); });
  }

  function plain(text) { return text !== '' && !/[\u0000-\u001f]/.test(text); }

  function malformed(f) {
    if (f.draw < 1 || f.per_bid < 1 || f.substitutes < 0) { return '抽取序号、每件专家数或备选人数不合规定'; }
    if (!plain(f.panel)) { return '评审组名称为空或含有换行'; }
    if (!ascending(f.pool, /^[0-9a-f]{16}$/)) { return '专家代码格式不对，或没有从小到大排列'; }
    if (!ascending(f.bids, /^[0-9A-Za-z-]{1,40}$/)) { return '申报书编号格式不对，或没有从小到大排列'; }
    if (f.witnesses.length < 2) { return '见证人少于两方'; }
    for (var i = 0; i < f.witnesses.length; i++) {
      if (!plain(f.witnesses[i].body) || !/^(0|[1-9][0-9]{0,11})$/.test(f.witnesses[i].number)) {
        return '见证人第' + (i + 1) + '位的名称或数字不合规定';
      }
    }
    return wrongExclusion(f);
  }

  function wrongExclusion(f) {
    var last = '';
    for (var i = 0; i < f.exclusions.length; i++) {
      var x = f.exclusions[i], key = x.code + ' ' + x.bid;
      if (f.pool.indexOf(x.code) < 0 || (x.bid !== '*' && f.bids.indexOf(x.bid) < 0)) {
        return '回避第' + (i + 1) + '条的专家代码或申报书编号不在本次抽取内';
      }
      if (!plain(x.ground)) { return '回避第' + (i + 1) + '条没有写事由'; }
      if (key <= last) { return '回避第' + (i + 1) + '条没有按专家代码、申报书编号排列'; }
      last = key;
    }
    return '';
  }

  function poolText(f) {
    var lines = ['shidian-draw/1', 'panel ' + f.panel, 'draw ' + f.draw, 'per_bid ' + f.per_bid, 'substitutes ' + f.substitutes];
    f.pool.forEach(function (code) { lines.push('expert ' + code); });
    f.bids.forEach(function (bid) { lines.push('bid ' + bid); });
    f.exclusions.forEach(function (x) { lines.push('exclusion ' + x.code + ' ' + x.bid + ' ' + x.ground); });
    f.witnesses.forEach(function (x) { lines.push('witness ' + x.body); });
    return lines.join('\n') + '\n';
  }

  function seedOf(f) {
    return sha256(f.pool_hash + '\n' + f.witnesses.map(function (x) { return x.number + '\n'; }).join(''));
  }

  function orderOf(seed, pool) {
    return pool.map(function (code) { return { code: code, lot: sha256(seed + code) }; })
      .sort(function (a, b) { return a.lot < b.lot ? -1 : 1; })
      .map(function (one) { return one.code; });
  }

  function choose(order, f) {
    var kept = {}, lacks = {}, main = [], rest = [];
    f.exclusions.forEach(function (x) { kept[x.code + ' ' + x.bid] = true; });
    f.bids.forEach(function (bid) { lacks[bid] = f.per_bid; });
    order.forEach(function (code) {
      if (kept[code + ' *']) { return; }
      var needed = false;
      f.bids.forEach(function (bid) {
        if (lacks[bid] > 0 && !kept[code + ' ' + bid]) { lacks[bid]--; needed = true; }
      });
      (needed ? main : rest).push(code);
    });
    return { main: main, rest: rest.slice(0, f.substitutes) };
  }

  function differ(name, is, want) {
    for (var i = 0; i < Math.max(is.length, want.length); i++) {
      if (is[i] !== want[i]) {
        return { where: name + '第' + (i + 1) + '位', is: is[i] || '（没有）', want: want[i] || '（没有）' };
      }
    }
    return null;
  }

  // check gives the first difference: {where, is, want}; or null when everything follows.
  function check(f) {
    var wrong = malformed(f);
    if (wrong) { return { where: wrong, is: '', want: '' }; }
    var hash = sha256(poolText(f));
    if (f.pool_hash !== hash) { return { where: '专家库指纹', is: f.pool_hash, want: hash }; }
    var seed = seedOf(f);
    if (f.seed !== seed) { return { where: '随机种子', is: f.seed, want: seed }; }
    var order = orderOf(f.seed, f.pool), chosen = choose(order, f);
    return differ('全部次序', f.order, order) || differ('正式专家', f.main, chosen.main) ||
      differ('备选专家', f.substitutes_in_order, chosen.rest);
  }

  // read gives the file, or what is wrong with it in words.
  function read(text) {
    var f;
    try { f = JSON.parse(text); } catch (e) { return { wrong: '这不是抽取文件（draw.json），或者文件不完整' }; }
    if (f && f.format !== undefined && f.format !== 'shidian-draw/1') {
      return { wrong: '文件格式是“' + f.format + '”，本程序核对的是“shidian-draw/1”' };
    }
    if (!shaped(f)) { return { wrong: '这不是抽取文件（draw.json），或者文件不完整' }; }
    return { file: f };
  }

  window.shidianDraw = { read: read, check: check };

  function line(tag, text, parent) {
    var e = document.createElement(tag);
    e.textContent = text;
    parent.appendChild(e);
    return e;
  }

  function show(out, text) {
    out.textContent = '';
    out.hidden = false;
    var got = read(text), wrong = got.wrong ? { where: got.wrong, is: '', want: '' } : check(got.file);
    out.className = 'rv-check ' + (wrong ? 'rv-check-stop' : 'rv-check-done');
    line('h2', wrong ? '有不一致' : '核对一致', out).className = 'sd-card-title';
    if (wrong) {
      line('p', wrong.where + (wrong.want ? '不一致。' : '。'), out);
      if (wrong.want) {
        line('p', '文件中是：' + wrong.is, out);
        line('p', '应为：' + wrong.want, out);
      }
      return;
    }
    var f = got.file;
    line('p', f.panel + '，第' + f.draw + '次抽取', out);
    var list = line('ul', '', out);
    line('li', '专家库 ' + f.pool.length + ' 位、回避 ' + f.exclusions.length + ' 条与冻结时的指纹相符', list);
    line('li', '随机种子由指纹和 ' + f.witnesses.length + ' 方见证人的数字（' + f.witnesses.map(function (x) { return x.number; }).join('、') + '）算出', list);
    line('li', '按种子重排的次序、' + f.main.length + ' 位正式专家、' + f.substitutes_in_order.length + ' 位备选专家都与文件相同', list);
  }

  document.addEventListener('DOMContentLoaded', function () {
    var input = document.querySelector('[data-draw-file]'), out = document.querySelector('[data-draw-result]');
    if (!input || !out) { return; }
    input.addEventListener('change', function () {
      if (input.files.length) { input.files[0].text().then(function (text) { show(out, text); }); }
    });
    var button = document.querySelector('[data-draw-url]');
    if (!button) { return; }
    button.addEventListener('click', function () {
      fetch(button.getAttribute('data-draw-url')).then(function (answer) {
        if (!answer.ok) { throw answer; }
        return answer.text();
      }).then(function (text) { show(out, text); }, function () {
        out.hidden = false;
        out.className = 'rv-check rv-check-stop';
        out.textContent = '没有取到公开文件，请稍候再试，或者下载文件再选择。';
      });
    });
  });
})();

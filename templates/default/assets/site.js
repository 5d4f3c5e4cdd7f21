/* Makes reading quicker; nothing needs it. */
(function () {
  "use strict";
  var root = document.body.getAttribute("data-root") || "";

  // The list keeps its place when another event is chosen.
  var pane = document.querySelector(".panes > .chronology");
  if (pane) {
    var key = "recoupe-list";
    var chosen = pane.querySelector(".chosen");
    var top = null;
    try { top = sessionStorage.getItem(key); } catch (e) { /* no storage from disk */ }
    if (pane.scrollHeight > pane.clientHeight) {
      if (document.querySelector(".event-first") && chosen) {
        pane.scrollTop = chosen.offsetTop - pane.clientHeight / 3;
      } else if (top !== null) {
        pane.scrollTop = Number(top);
      }
      pane.addEventListener("scroll", function () {
        try { sessionStorage.setItem(key, String(pane.scrollTop)); } catch (e) { /* as above */ }
      }, { passive: true });
    }
  }

  // A table shown as cards stays a table for a screen reader that reads the looks.
  var ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  document.querySelectorAll(".comparison, .comparison *, .index, .index *").forEach(function (e) {
    var role = e.tagName === "TH" ? (e.scope === "col" ? "columnheader" : "rowheader") : ROLES[e.tagName];
    if (role) { e.setAttribute("role", role); }
  });

  // A list of sources or links in another order: by the column that is pressed.
  document.querySelectorAll(".sortable").forEach(function (table) {
    var body = table.tBodies[0];
    function key(row, column) {
      var cell = row.cells[column];
      return cell.getAttribute("data-sort") || cell.textContent.trim();
    }
    table.classList.add("can-sort");
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending";
        var rows = Array.prototype.slice.call(body.rows);
        var order = new Intl.Collator(document.documentElement.lang, { numeric: true });
        rows.sort(function (a, b) { return (down ? -1 : 1) * order.compare(key(a, column), key(b, column)); });
        rows.forEach(function (row) { body.appendChild(row); });
        Array.prototype.forEach.call(head.parentNode.cells, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
      });
    });
  });

  // What scrolls sideways can be scrolled by keyboard.
  function reach() {
    document.querySelectorAll(".wide, pre").forEach(function (e) {
      if (e.scrollWidth > e.clientWidth) { e.tabIndex = 0; }
    });
  }
  window.addEventListener("resize", reach);
  reach();

  // A link to a note or passage opens what it leads to.
  function open() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
    }
  }
  window.addEventListener("hashchange", open);
  open();

  // Search: the index is a classic script, read when the box is first used.
  var box = document.querySelector(".search");
  if (!box) { return; }
  var input = document.getElementById("search");
  var list = document.getElementById("search-results");
  var count = document.getElementById("search-count");
  box.hidden = false;

  var ALIKE = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ" };
  function fold(text) { // as builder/folding.py
    return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase()
      .replace(/[œæßøłđıς]/g, function (letter) { return ALIKE[letter]; })
      .replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
  }
  function load(done) {
    if (window.RECOUPE) { done(); return; }
    var script = document.createElement("script");
    script.src = root + "assets/search.js";
    script.onload = done;
    document.head.appendChild(script);
  }
  function show() {
    if (!window.RECOUPE) { return; }
    var words = fold(input.value).split(" ").filter(Boolean);
    list.textContent = "";
    var found = words.length ? window.RECOUPE.rows.filter(function (row) {
      return words.every(function (word) { return (" " + row[4]).indexOf(" " + word) >= 0; });
    }) : [];
    found.slice(0, 30).forEach(function (row) {
      var item = document.createElement("li");
      var link = document.createElement("a");
      var kind = document.createElement("span");
      link.href = root + row[3];
      link.textContent = row[1];
      kind.className = "search-kind";
      kind.textContent = window.RECOUPE.labels[row[0]] + (row[2] ? " · " + row[2] : "");
      link.appendChild(kind);
      item.appendChild(link);
      list.appendChild(item);
    });
    list.hidden = !found.length;
    count.textContent = words.length ? (found.length || box.getAttribute("data-none")) : "";
  }
  input.addEventListener("focus", function () { load(show); });
  input.addEventListener("input", show);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { list.hidden = true; }
  });
  document.addEventListener("click", function (event) {
    if (!box.contains(event.target)) { list.hidden = true; }
  });
})();

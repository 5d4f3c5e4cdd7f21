// Follows the server that served this page: reloads when a newer version stands, lays
// problems over the page, says so when a pass takes long. No part of the site.
(() => {
  "use strict";
  const version = document.currentScript.dataset.version;
  const passes = document.body ? document.body.dataset.passes : undefined;
  const scrollKey = "recoupe-scroll";
  const slow = 1000;
  const hiddenKey = "recoupe-hidden";
  let timer = 0;
  let waiting = "";
  let restored = false;

  // A browser without storage scrolls as it likes and shows again what was hidden.
  const keep = (name, text) => {
    try { sessionStorage.setItem(name, text); } catch { /* see above */ }
  };
  const recall = (name) => {
    try { return sessionStorage.getItem(name); } catch { return null; }
  };

  const host = document.createElement("recoupe-live");
  host.hidden = true;
  const tree = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = "/__recoupe/live.css";
  sheet.addEventListener("load", () => { host.hidden = false; });
  const frame = document.createElement("div");
  frame.lang = "en";
  frame.dir = "ltr";
  const busy = document.createElement("p");
  busy.className = "busy";
  busy.setAttribute("role", "status");
  busy.hidden = true;
  const panel = document.createElement("div");
  frame.append(busy, panel);
  tree.append(sheet, frame);
  document.documentElement.append(host);

  // Panes that scroll by themselves are told by their place in the page.
  const panes = () => [...document.querySelectorAll("body *")]
    .map((element, at) => [at, element])
    .filter(([, element]) => element.scrollTop > 0);

  // Before the place was restored it is still the one that was kept.
  const reload = () => {
    if (restored) keep(scrollKey, JSON.stringify({
      page: location.href,
      top: scrollY,
      left: scrollX,
      panes: panes().map(([at, element]) => [at, element.scrollTop]),
    }));
    history.scrollRestoration = "manual";  // the browser's own would come later
    location.reload();
  };

  const restore = () => {
    restored = true;
    const kept = JSON.parse(recall(scrollKey) || "null");
    keep(scrollKey, "null");
    if (!kept || kept.page !== location.href) return;
    const all = document.querySelectorAll("body *");
    for (const [at, top] of kept.panes) if (all[at]) all[at].scrollTop = top;
    scrollTo({ top: kept.top, left: kept.left, behavior: "instant" });
  };

  const show = (html) => {
    if (panel.dataset.html === html) return;
    panel.dataset.html = html;
    panel.innerHTML = html;  // escaped by the server
    const overlay = panel.querySelector(".overlay, .note");
    const open = panel.querySelector(".open");
    const put = (away) => {
      keep(hiddenKey, away ? html : "");
      overlay.hidden = away;
      if (open) open.hidden = !away;
    };
    if (!overlay) return;
    overlay.querySelector(".close").addEventListener("click", () => {
      put(true);
      if (open) open.focus();
    });
    if (open) {
      open.addEventListener("click", () => {
        put(false);
        overlay.querySelector(".close").focus();
      });
    }
    if (recall(hiddenKey) === html) put(true);
  };

  tree.addEventListener("keydown", (event) => {
    const close = panel.querySelector(".overlay:not([hidden]) .close");
    if (event.key === "Escape" && close) close.click();
  });

  const wait = (words) => {
    if (words === waiting) return;  // a second try to connect does not start anew
    waiting = words;
    clearTimeout(timer);
    busy.hidden = true;
    if (!words) return;
    timer = setTimeout(() => { busy.textContent = words; busy.hidden = false; }, slow);
  };

  const take = (state) => {
    if (state.version !== version) return reload();
    if (passes !== undefined && String(state.passes) !== passes) return reload();
    if (passes === undefined) show(state.panel);
    wait(state.busy ? "rebuilding …" : "");
    return undefined;
  };

  const connect = () => {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    const say = (message) => socket.send(JSON.stringify(message));
    socket.addEventListener("open", () => say({
      command: "hello",
      protocols: ["http://livereload.com/protocols/official-7"],
    }));
    socket.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      if (message.command === "hello") say({ command: "info", url: location.href });
      if (message.command === "reload") reload();
      if (message.command === "state") take(message);
    });
    socket.addEventListener("close", () => {
      wait("recoupe serve has ended: this page no longer follows");
      setTimeout(connect, slow / 2);
    });
  };

  if (document.readyState === "complete") restore();
  else addEventListener("load", restore);
  connect();
})();

// What the page says without being looked at, and small boxes that come and go.

var TOAST_MS = 2500;

function addVoice(page) {
  app.voice = el("div.unseen");
  app.voice.setAttribute("role", "status");
  app.voice.setAttribute("aria-live", "polite");
  page.appendChild(app.voice);
  var skip = el("a.skip", say("skip"));
  skip.href = "#list";
  skip.addEventListener("click", function (event) {
    event.preventDefault(); // the address belongs to the view
    togglePanel(true);
    document.getElementById("list").focus();
  });
  page.insertBefore(skip, page.firstChild);
}

function announce(text) {
  if (app.voice.textContent === text) return;
  put(clear(app.voice), text);
}

function toast(text) {
  var node = el("div.toast", text);
  app.stage.appendChild(node);
  announce(text);
  window.setTimeout(function () { node.remove(); }, TOAST_MS);
}

// A dialog over the page: takes the focus, keeps it, and gives it back when closed.
function openDialog(title, content) {
  var before = document.activeElement;
  var head = el("h2", title);
  head.id = "dialog-title";
  var shut = button("main-button", say("close"), close);
  var box = el("div.dialog", head, content, el("div.dialog-foot", shut));
  var veil = el("div.veil", box);
  [["role", "dialog"], ["aria-modal", "true"], ["aria-labelledby", "dialog-title"]]
    .forEach(function (pair) { box.setAttribute(pair[0], pair[1]); });
  function close() {
    veil.remove();
    if (before && before.focus) before.focus();
  }
  veil.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close();
    if (event.key === "Tab") stayInside(event, box);
    event.stopPropagation();
  });
  veil.addEventListener("click", function (event) { if (event.target === veil) close(); });
  document.body.appendChild(veil);
  shut.focus();
}

function stayInside(event, box) {
  var stops = box.querySelectorAll("input, button, select, textarea, a[href]");
  var last = stops[stops.length - 1];
  var edge = event.shiftKey ? stops[0] : last;
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? last : stops[0]).focus();
}

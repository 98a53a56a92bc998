// What the page says without being looked at, and a note that comes and goes.

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

// Printing: the map on the first sheet, the list of alliances after it.

var PAPERS = {
  A4: { size: "A4 landscape", width: 1040, height: 545 },
  A3: { size: "A3 landscape", width: 1500, height: 860 },
};
var paper = PAPERS.A4;

function buildSheets(page, stage) {
  var head = el("div.print-head");
  var foot = el("div.print-foot");
  var list = el("div.print-list");
  page.insertBefore(head, stage);
  put(page, [foot, list]);
  function fill() {
    printHead(clear(head));
    printFoot(clear(foot));
    listSheet(clear(list));
  }
  fill();
  app.onView.push(fill);
}

function printHead(node) {
  var head = DATA.head;
  var plan = app.view.plan;
  var cover = plan.coverage;
  put(node, [el("h1", plan.title),
    el("p", el("b", head.modeName), " · ",
      [plan.version, plan.scenario, plan.status, cover.line, cover.target,
        plan.digest].filter(Boolean).join(" · ")),
    head.notice ? el("p.print-notice", head.notice) : null]);
}

function printFoot(node) {
  var about = app.view.plan.about;
  put(node, [
    about.statements.concat(about.data.concat(DATA.credits).join(" · ")).join(" "),
    el("p", say("limits") + ":", about.limits.map(function (limit) {
      return limit.name + " " + limit.value + "(" + limit.source + ")";
    }).join(";"))]);
}

function listSheet(node) {
  var names = ["number", "name", "core", "members"];
  put(node, [el("h2", say("list")),
    el("table", el("thead", el("tr", names.map(function (name) {
      return el("th", say(name));
    }))), el("tbody", app.view.alliances.map(function (alliance) {
      return el("tr", el("td", alliance.number), el("td", alliance.name),
        el("td", app.view.schools[alliance.core].name),
        el("td", alliance.members.map(function (i) {
          return app.view.schools[i].name;
          }).join(say("comma"))));
    })))]);
}

function wirePrinting(stage) {
  var rule = el("style");
  document.head.appendChild(rule);
  var before = null;

  window.addEventListener("beforeprint", function () {
    before = { center: app.map.getCenter(), zoom: app.map.getZoom(),
      open: document.querySelector(".legend").open };
    rule.textContent = "@page { size: " + paper.size + "; margin: 10mm; }";
    document.body.classList.add("printing");
    stage.style.width = paper.width + "px";
    stage.style.height = paper.height + "px";
    document.querySelector(".legend").open = true;
    app.map.options.zoomSnap = 0;
    app.map.invalidateSize({ animate: false, pan: false });
    showAll(false);
    app.relabel();
  });

  window.addEventListener("afterprint", function () {
    document.body.classList.remove("printing");
    stage.style.width = stage.style.height = "";
    paper = PAPERS.A4;
    app.map.invalidateSize({ animate: false, pan: false });
    app.map.options.zoomSnap = 0.25;
    if (!before) return;
    document.querySelector(".legend").open = before.open;
    app.map.setView(before.center, before.zoom, { animate: false });
  });
}

function printOn(name) {
  paper = PAPERS[name];
  window.print();
}

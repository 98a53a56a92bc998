// Printing: the map on the first sheet with what a printed map needs, the list of
// alliances after it. Lengths of the sheet are CSS pixels, 96 to the inch.

var PAPERS = {
  A4: [{ size: "A4 landscape", width: 1040, height: 545 },
    { size: "A4 portrait", width: 712, height: 860 }],
  A3: [{ size: "A3 landscape", width: 1500, height: 860 },
    { size: "A3 portrait", width: 1040, height: 1350 }],
};
var KEY_WIDTH = 270; // of the legend beside the map
var BAR = 170; // pixels the scale bar has at most
var PX_M = 0.0254 / 96; // metres of paper a pixel takes
var paper = "A4";
var furniture = {};

function buildSheets(page, stage) {
  var head = el("div.print-head");
  var foot = el("div.print-foot");
  var list = el("div.print-list");
  page.insertBefore(head, stage);
  put(page, [foot, list]);
  put(stage, [northArrow(), scaleBox(), el("div.sheet-neat")]);
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
  put(node, [
    el("div.sheet-marks", el("b.sheet-mode", head.modeName),
      head.notice ? el("b.print-notice", head.notice) : null),
    el("h1", plan.title),
    el("p", [plan.version, plan.scenario, plan.status, cover.line, cover.target,
      plan.digest].filter(Boolean).join(" · "))]);
}

function printFoot(node) {
  var about = app.view.plan.about;
  put(node, [
    about.statements.concat(about.data.concat(DATA.credits).join(" · ")).join(" "),
    el("p", say("limits") + say("colon"), about.limits.map(function (limit) {
      return limit.name + " " + limit.value + "(" + limit.source + ")";
    }).join(say("semicolon")))]);
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

function northArrow() {
  var node = svg("svg", { viewBox: "0 0 36 52", width: 36, height: 52,
    "aria-hidden": "true" });
  [["M18 2L4 50L18 40Z", "#fff"], ["M18 2L32 50L18 40Z", "#2b3440"]].forEach(
    function (half) {
      node.appendChild(svg("path", { d: half[0], fill: half[1], stroke: "#2b3440",
        "stroke-width": 1, "stroke-linejoin": "round" }));
    });
  return el("div.sheet-north", el("b", say("sheet.north")), node);
}

function scaleBox() {
  furniture.ratio = el("b");
  furniture.bar = el("div.sheet-bar");
  furniture.marks = el("div.sheet-km");
  return el("div.sheet-scale", furniture.ratio, furniture.marks, furniture.bar,
    el("small", say("sheet.true")));
}

// Metres of ground a pixel covers from west to east. The map of the page is drawn in
// web Mercator, which stretches with the latitude; the ellipsoid is that of WGS 84.
function groundOfPixel(lat, zoom) {
  var sine = Math.sin(lat * Math.PI / 180);
  var bend = 1 / Math.sqrt(1 - 0.00669437999 * sine * sine);
  var round = 2 * Math.PI * 6378137 / (256 * Math.pow(2, zoom));
  return round * bend * Math.cos(lat * Math.PI / 180);
}

// The next round number: two digits that count.
function roundUp(value) {
  var power = Math.pow(10, Math.floor(Math.log(value) / Math.LN10) - 1);
  return Math.ceil(value / power - 1e-6) * power;
}

function barKilometres(ground) {
  var most = BAR * ground / 1000;
  var power = Math.pow(10, Math.floor(Math.log(most) / Math.LN10));
  return [5, 2, 1].map(function (step) { return step * power; })
    .filter(function (km) { return km <= most; })[0];
}

function writeScale() {
  var ground = groundOfPixel(app.map.getCenter().lat, app.map.getZoom());
  var km = barKilometres(ground);
  var width = km * 1000 / ground;
  var ratio = Math.round(ground / PX_M / 1000);
  furniture.ratio.textContent = say("sheet.ratio",
    { n: String(ratio).replace(/\B(?=(\d{3})+$)/g, " ") + " 000" });
  furniture.bar.style.width = width.toFixed(2) + "px";
  furniture.marks.style.width = width.toFixed(2) + "px";
  put(clear(furniture.marks), [0, 0.5, 1].map(function (part) {
    var text = String(Number((km * part).toPrecision(3)));
    return el("span", part === 1 ? text + " " + say("sheet.km") : text);
  }));
}

// Room the map has on a sheet: the legend stands beside it or in a band below it.
function roomOn(sheet) {
  var upright = sheet.height > sheet.width;
  return {
    paddingTopLeft: [50, 34],
    paddingBottomRight: upright ? [72, bandHeight()] : [KEY_WIDTH, 34],
    animate: false,
  };
}

function bandHeight() {
  var rows = document.querySelectorAll(
    ".legend-row:not(.not-on-paper):not(.off), .legend-note, .legend-head").length;
  return 60 + 23 * Math.ceil(rows / 2);
}

function sizeStage(stage, sheet) {
  stage.style.width = sheet.width + "px";
  stage.style.height = sheet.height + "px";
  app.map.invalidateSize({ animate: false, pan: false });
}

function zoomOn(stage, sheet) {
  sizeStage(stage, sheet);
  var room = roomOn(sheet);
  var padding = L.point(room.paddingTopLeft).add(room.paddingBottomRight);
  return app.map.getBoundsZoom(DATA.bounds, false, padding);
}

// The sheet that shows the map larger, a broad one if both do; at a round scale.
function fitSheet(stage) {
  var sheets = PAPERS[paper];
  if (!DATA.bounds) {
    sizeStage(stage, sheets[0]);
    return sheets[0];
  }
  var zooms = sheets.map(function (sheet) { return zoomOn(stage, sheet); });
  var sheet = sheets[zooms[1] > zooms[0] ? 1 : 0];
  sizeStage(stage, sheet);
  app.map.fitBounds(DATA.bounds, Object.assign({ maxZoom: 15 }, roomOn(sheet)));
  var ground = groundOfPixel(app.map.getCenter().lat, app.map.getZoom()) / PX_M;
  var zoom = app.map.getZoom() - Math.log(roundUp(ground) / ground) / Math.LN2;
  app.map.setZoom(zoom, { animate: false });
  return sheet;
}

// Switches of names say nothing on paper.
function markPaperless() {
  var samples = ".legend-sample > b, .legend-sample > i";
  Array.prototype.forEach.call(document.querySelectorAll(samples), function (sample) {
    sample.parentNode.parentNode.classList.add("not-on-paper");
  });
}

function wirePrinting(stage) {
  var rule = el("style");
  document.head.appendChild(rule);
  var before = null;

  window.addEventListener("beforeprint", function () {
    var legend = document.querySelector(".legend");
    var title = legend.querySelector("summary");
    before = { center: app.map.getCenter(), zoom: app.map.getZoom(),
      open: legend.open, title: title.textContent, snap: app.map.options.zoomSnap };
    document.body.classList.add("printing");
    legend.open = true;
    title.textContent = say("sheet.legend");
    markPaperless();
    app.map.options.zoomSnap = 0;
    var sheet = fitSheet(stage);
    rule.textContent = "@page { size: " + sheet.size + "; margin: 10mm; }";
    document.body.classList.toggle("upright", sheet.height > sheet.width);
    writeScale();
    app.relabel();
  });

  window.addEventListener("afterprint", function () {
    document.body.classList.remove("printing", "upright");
    stage.style.width = stage.style.height = "";
    paper = "A4";
    app.map.invalidateSize({ animate: false, pan: false });
    if (!before) return;
    var legend = document.querySelector(".legend");
    legend.open = before.open;
    legend.querySelector("summary").textContent = before.title;
    app.map.setView(before.center, before.zoom, { animate: false });
    app.map.options.zoomSnap = before.snap;
  });
}

function printOn(name) {
  paper = name;
  window.print();
}

// Legend and layer switches in one box.

function lineSample(style) {
  var node = svg("svg", { width: 30, height: 12, "aria-hidden": "true" });
  node.appendChild(svg("path", Object.assign(
    { d: "M1 6H29", fill: "none", stroke: "#4a5563", "stroke-width": 2 }, style)));
  return node;
}

function edgeSample() {
  var node = svg("svg", { width: 30, height: 16, "aria-hidden": "true" });
  [[EDGE, 7.6], ["#fff", 5.4], ["#4a5563", 2]].forEach(function (part) {
    node.appendChild(svg("path", { d: "M1 8H29", fill: "none", stroke: part[0],
      "stroke-width": part[1] }));
  });
  var mark = diamond();
  [["x", 8], ["y", 1], ["width", 14], ["height", 14]].forEach(function (pair) {
    mark.setAttribute(pair[0], pair[1]);
  });
  node.appendChild(mark);
  return node;
}

function isStraight(school) {
  return Boolean(school.line && school.at && !school.shape
    && app.view.schools[allianceOf(school).core].at);
}

function borderSample() {
  var node = svg("svg", { width: 30, height: 14, "aria-hidden": "true" });
  node.appendChild(svg("rect", { x: 1.5, y: 1.5, width: 27, height: 11,
    fill: "#fffefb", stroke: "#7d8794", "stroke-width": 1.2,
    "stroke-dasharray": "6 2 1.5 2" }));
  return node;
}

// A row of the legend; with the name of a layer it switches that layer.
function legendRow(sample, label, layer) {
  var row = el("label.legend-row");
  if (layer) {
    var box = el("input");
    box.type = "checkbox";
    box.dataset.layer = layer;
    box.checked = app.on[layer];
    row.classList.toggle("off", !box.checked);
    box.addEventListener("change", function () {
      setLayer(layer, box.checked);
      writeLink(false);
    });
    row.appendChild(box);
  }
  return put(row, [el("span.legend-sample", sample), el("span", label)]);
}

// Boxes follow what is switched: by themselves, a link, a list, a click on a core.
function syncLegend(box) {
  Array.prototype.forEach.call(box.querySelectorAll("input"), function (input) {
    input.checked = app.on[input.dataset.layer];
    input.parentNode.classList.toggle("off", !input.checked);
  });
}

// How many schools on the map are switched by each layer.
function layerCounts() {
  var counts = {};
  app.view.schools.forEach(function (school) {
    if (school.at) counts[layerOf(school)] = (counts[layerOf(school)] || 0) + 1;
  });
  return counts;
}

function sampleAlliance() {
  var first = app.view.alliances[0];
  return first ? Object.assign({}, first, { number: 1, demonstrator: false }) : null;
}

function schoolRow(layer, label, counts) {
  var parts = layer.split(".");
  var sample = symbol(parts[0], sampleAlliance(), parts[1]);
  return legendRow(sample, [label, el("span.legend-n", counts[layer])], layer);
}

// Only what occurs has a row.
function schoolRows() {
  var counts = layerCounts();
  var rows = counts.core ? [schoolRow("core", say("core"), counts), starRow()] : [];
  var kinds = KINDS.filter(function (kind) { return counts["member." + kind]; });
  kinds.forEach(function (kind) {
    rows.push(schoolRow("member." + kind, say("kind." + kind), counts));
  });
  if (counts.member) {
    rows.push(schoolRow("member", say(kinds.length ? "kind.rest" : "member"), counts));
  }
  if (counts.outside) rows.push(schoolRow("outside", say("outside"), counts));
  rows = rows.concat(outsideRows(counts));
  if (counts.excluded) rows.push(schoolRow("excluded", say("excluded"), counts));
  return rows;
}

function starRow() {
  if (!app.view.alliances.some(function (a) { return a.demonstrator; })) return null;
  var starred = Object.assign(sampleAlliance(), { demonstrator: true });
  return el("div.legend-row.legend-sub",
    el("span.legend-sample", symbol("core", starred)), el("span", say("demonstrator")));
}

function outsideRows(counts) {
  var groups = GROUPS.filter(function (group) { return counts["outside." + group]; });
  if (!groups.length) return [];
  return [el("p.legend-head", say("outside"))].concat(groups.map(function (group) {
    return schoolRow("outside." + group, say("group." + group), counts);
  }));
}

function lineRows() {
  var rows = [];
  if (app.view.plan.lines.length) {
    var drawn = app.view.schools.filter(function (s) { return s.shape; }).length;
    rows.push(legendRow(lineSample({}), say(drawn ? "layer.routes" : "layer.spokes"),
      "spokes"));
    app.view.plan.lines.slice().sort().reverse().forEach(function (line) {
      rows.push(el("div.legend-row.legend-sub",
        el("span.legend-sample",
          lineSample({ "stroke-dasharray": DASHES[line] || "none" })),
        el("span", say("spoke." + line))));
    });
    if (drawn && app.view.schools.some(isStraight)) {
      rows.push(el("div.legend-row.legend-sub",
        el("span.legend-sample", lineSample({ "stroke-width": 1.4 })),
        el("span", say("spoke.straight"))));
    }
    if (app.view.plan.edge) {
      rows.push(el("div.legend-row.legend-sub",
        el("span.legend-sample", edgeSample()), el("span", app.view.plan.edge)));
    }
  }
  if (app.layers.boundary) {
    rows.push(legendRow(borderSample(), say("layer.boundary"), "boundary"));
  }
  if (app.layers.roads) {
    rows.push(legendRow(
      lineSample({ stroke: "#b1aca1", "stroke-width": 1.6,
        "stroke-dasharray": DATA.backdrop.sketch ? "5 4" : "none" }),
      say(DATA.backdrop.sketch ? "layer.sketch" : "layer.roads"), "roads"));
  }
  return rows;
}

function addLegend(stage) {
  var body = el("div.legend-body");
  var box = el("details.legend", el("summary", say("legend")), body);
  box.open = !isNarrow();
  fillLegend(body);
  app.onView.push(function () { fillLegend(clear(body)); });
  app.onLayers.push(function () { syncLegend(box); });
  app.listeners.push(function (number) {
    dropReach(number);
    if (reachData() && app.nameReach) app.nameReach(number);
  });
  L.DomEvent.disableClickPropagation(box);
  L.DomEvent.disableScrollPropagation(box);
  stage.appendChild(box);
}

function fillLegend(body) {
  put(body, [schoolRows(),
    app.view.alliances.length ? el("p.legend-note", say("colours")) : null,
    changedRow(), lineRows(), backdropRows(), reachRows(),
    legendRow(el("b", "文"), say("layer.labels"), "names"),
    legendRow(el("i", "镇"), say("layer.towns"), "towns")]);
}

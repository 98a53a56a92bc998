// Areas within so many minutes, below the roads: of whichever core is nearest, or of
// the core of the alliance selected. Off until asked for.

var REACH_FILLS = ["#9ccdbf", "#bfdfd1", "#dbeee0", "#f0f7ec"];
var REACH_EDGE = "#6f9f92";
var ROADS_ON_REACH = "#9d988c"; // on a tinted ground the roads need more ink

function reachData() {
  return app.view.plan.reach || null;
}

function reachFill(place) {
  var last = reachData().minutes.length - 1;
  var step = last ? (place * (REACH_FILLS.length - 1)) / last : 0;
  return REACH_FILLS[Math.round(step)];
}

function reachBands(number) {
  var reach = reachData();
  return (number !== null && reach.cores[number]) || reach.any || [];
}

function reachOwner(number) {
  var isOne = number !== null && reachData().cores[number];
  return isOne ? say("reach.one", { number: number }) : reachData().whom;
}

function addReach(canvas) {
  if (!DATA.plans.some(function (plan) { return plan.reach; })) return;
  var group = L.layerGroup();
  var drawn;
  function draw(number) {
    var own = reachData();
    var owner = own && number !== null && own.cores[number] ? number : null;
    var wanted = own ? app.view.place + ":" + owner : "";
    if (wanted === drawn) return;
    drawn = wanted;
    group.clearLayers();
    if (!own) return;
    reachBands(owner).forEach(function (polygons, place) {
      if (polygons.length) group.addLayer(reachBand(polygons, place, canvas));
    });
    sortGround();
  }
  draw(null);
  app.listeners.push(draw);
  app.layers.reach = group;
}

function reachBand(polygons, place, canvas) {
  return L.polygon(polygons.map(function (rings) {
    return rings.map(function (ring) { return unpack(ring, reachData().scale); });
  }), {
    renderer: canvas, interactive: false, smoothFactor: 1, color: REACH_EDGE,
    weight: 0.6, opacity: 0.7, fillColor: reachFill(place), fillOpacity: 1,
  });
}

function inkRoads(more) {
  if (!app.layers.roads) return;
  app.layers.roads.eachLayer(function (line) {
    line.setStyle({ color: more ? ROADS_ON_REACH : line.ownColor });
  });
}

// A click on a core shows its own areas, until another school is looked at; whoever
// switched the areas on by hand keeps them.
function showReachOf(number) {
  if (!reachData() || !reachData().cores[number] || app.on.reach) return;
  app.reachFor = number;
  setLayer("reach", true);
}

function dropReach(number) {
  if (!app.reachFor || app.reachFor === number) return;
  app.reachFor = null;
  setLayer("reach", false);
}

function reachSample(fill) {
  var node = svg("svg", { width: 30, height: 14, "aria-hidden": "true" });
  node.appendChild(svg("rect", { x: 1.5, y: 1.5, width: 27, height: 11, fill: fill,
    stroke: REACH_EDGE, "stroke-width": 0.8 }));
  return node;
}

function reachRows() {
  if (!reachData()) return [];
  var owner = el("small.reach-owner");
  function name(number) {
    put(clear(owner), reachOwner(number));
  }
  name(app.selected);
  app.nameReach = name;
  var rows = reachData().minutes.map(function (minutes, place) {
    return el("div.legend-row.legend-sub", el("span.legend-sample",
      reachSample(reachFill(place))), el("span", say("reach.within",
      { minutes: minutes })));
  });
  var more = el("div.reach-more", rows, el("p.legend-note", reachData().source));
  more.hidden = !app.on.reach;
  app.layers.reach.off("add remove").on("add", function () {
    more.hidden = false;
    sortGround();
    inkRoads(true);
  }).on("remove", function () {
    more.hidden = true;
    inkRoads(false);
  });
  return [legendRow(reachSample(REACH_FILLS[1]),
    el("span", say("layer.reach"), " ", owner), "reach"), more];
}

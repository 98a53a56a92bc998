// What lies below every plan, from the ground up: tiles or a reviewed map, the county,
// lakes, areas in reach, relief, rivers, town outlines, roads.

var GROUND = ["image", "boundary", "lakes", "reach", "relief", "rivers", "townLines",
  "roads"];
Object.assign(app.on, { tiles: true, image: true, lakes: true, relief: true,
  rivers: true, townLines: true });

var RIVER = { color: "#94bfdc", weight: 1.2, opacity: 0.9, smoothFactor: 1.2 };
var LAKE = { color: "#a5cbe3", weight: 0.7, fillColor: "#d2e6f3", fillOpacity: 1 };
var TOWN_LINE = { color: "#7a8592", weight: 1, opacity: 0.9, dashArray: "1.5 3",
  smoothFactor: 1.2 };

var ROAD_STYLES = {
  minor: { weight: 0.6, color: "#d3d1cb" },
  middle: { weight: 1, color: "#c9c6bf" },
  major: { weight: 1.7, color: "#bfbbb2" },
};

// Runs of latitude and longitude steps back to degrees.
function unpack(steps, scale) {
  var points = [];
  var lat = 0;
  var lon = 0;
  for (var i = 0; i < steps.length; i += 2) {
    lat += steps[i];
    lon += steps[i + 1];
    points.push([lat / scale, lon / scale]);
  }
  return points;
}

function unpackGround(steps) {
  return unpack(steps, DATA.backdrop.scale);
}

// All of the ground but tiles shares one canvas: a printed canvas may hide what lies
// below it. Pictures are drawn into it, too, so that lines lie above and fills below.
function addBackdrop() {
  var canvas = L.canvas({ pane: "ground", padding: 0.3 });
  var ground = DATA.backdrop;
  if (ground.tiles) app.layers.tiles = tileGroup();
  if (ground.image) app.layers.image = standardMap(ground.image, canvas);
  if (ground.border) app.layers.boundary = borderLayer(canvas);
  if (ground.lakes) app.layers.lakes = lakeLayer(canvas);
  addReach(canvas);
  if (ground.relief) app.layers.relief = reliefLayer(ground.relief, canvas);
  if (ground.rivers) app.layers.rivers = lineLayer(ground.rivers, RIVER, canvas);
  if (ground.townLines) {
    app.layers.townLines = lineLayer(ground.townLines, TOWN_LINE, canvas);
  }
  if (ground.roads) app.layers.roads = roadLayer(canvas);
  GROUND.concat("tiles").forEach(function (name) {
    if (app.layers[name]) app.layers[name].on("add remove", sortGround);
  });
}

function sortGround() {
  GROUND.forEach(function (name) {
    var group = app.layers[name];
    if (!group || !app.map.hasLayer(group)) return;
    group.eachLayer(function (layer) { layer.bringToFront(); });
  });
  fillCounty();
}

// The county is white paper, unless a map lies under it.
function fillCounty() {
  var image = app.layers.image;
  paintCounty(tilesSeen() || (image && app.map.hasLayer(image)) ? 0 : 1);
}

function paintCounty(opacity) {
  if (!app.layers.boundary) return;
  app.layers.boundary.eachLayer(function (polygon) {
    polygon.setStyle({ fillOpacity: opacity });
  });
}

function lineLayer(lines, style, canvas) {
  return L.layerGroup([L.polyline(lines.map(unpackGround), Object.assign({
    renderer: canvas, interactive: false,
  }, style))]);
}

function lakeLayer(canvas) {
  return L.layerGroup(DATA.backdrop.lakes.map(function (rings) {
    return L.polygon(rings.map(unpackGround), Object.assign({
      renderer: canvas, interactive: false,
    }, LAKE));
  }));
}

function borderLayer(canvas) {
  return L.layerGroup(DATA.backdrop.border.map(function (rings) {
    return L.polygon(rings.map(unpackGround), {
      renderer: canvas, interactive: false, color: "#7d8794", weight: 1.3,
      dashArray: "9 3 2 3", fillColor: "#fffefb", fillOpacity: 1,
    });
  }));
}

function roadLayer(canvas) {
  var group = L.layerGroup();
  Object.keys(ROAD_STYLES).forEach(function (weight) {
    var lines = DATA.backdrop.roads[weight];
    if (!lines) return;
    var line = L.polyline(lines.map(unpackGround), Object.assign({
      renderer: canvas, interactive: false, smoothFactor: 1.5,
      dashArray: DATA.backdrop.sketch ? "5 4" : null,
    }, ROAD_STYLES[weight]));
    line.ownColor = ROAD_STYLES[weight].color;
    group.addLayer(line);
  });
  return group;
}

// Names of towns at the places the user's layer gives; null without such a layer.
function baseTownItems() {
  var names = DATA.backdrop.townNames;
  return names ? names.map(function (town) {
    return { kind: "town", text: town.name, at: town.at, alliance: 0, marker: null };
  }) : null;
}

// Rows of the legend for what the user has laid under the plan.
function backdropRows() {
  var samples = {
    image: function () { return boxSample("#f3efe4", "#a79f8c"); },
    tiles: function () { return boxSample("#eef1ea", "#98a89a"); },
    relief: reliefSample,
    lakes: function () { return boxSample(LAKE.fillColor, LAKE.color); },
    rivers: function () {
      return lineSample({ stroke: RIVER.color, "stroke-width": 1.8 });
    },
    townLines: function () {
      return lineSample({ stroke: TOWN_LINE.color, "stroke-width": 1.2,
        "stroke-dasharray": TOWN_LINE.dashArray });
    },
  };
  return ["townLines", "rivers", "lakes", "relief", "image", "tiles"]
    .filter(function (name) { return app.layers[name]; })
    .map(function (name) {
      return legendRow(samples[name](), say("layer." + name), name);
    });
}

function boxSample(fill, stroke) {
  var node = svg("svg", { width: 30, height: 14, "aria-hidden": "true" });
  node.appendChild(svg("rect", { x: 1.5, y: 1.5, width: 27, height: 11, fill: fill,
    stroke: stroke, "stroke-width": 1 }));
  return node;
}

function reliefSample() {
  var node = boxSample("#fffefb", "#c3c8cd");
  [["M2 12L9 4L12 8L17 2.5L28 12Z", "#dfe2e4"],
    ["M9 4L12 8L11 12H14L9 4ZM17 2.5L28 12H21Z", "#a9b0b7"]].forEach(function (part) {
    node.appendChild(svg("path", { d: part[0], fill: part[1] }));
  });
  return node;
}

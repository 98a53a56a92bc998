// What lies below every plan, from the ground up: border, areas, roads.

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

// All of the ground shares one canvas: a printed canvas may hide what lies below it.
function addBackdrop() {
  var canvas = L.canvas({ pane: "ground", padding: 0.3 });
  if (DATA.backdrop.border) app.layers.boundary = borderLayer(canvas);
  if (DATA.backdrop.roads) app.layers.roads = roadLayer(canvas);
  addReach(canvas);
}

function borderLayer(canvas) {
  return L.layerGroup(DATA.backdrop.border.map(function (rings) {
    var polygon = L.polygon(rings.map(unpackGround), {
      renderer: canvas, interactive: false, color: "#7d8794", weight: 1.3,
      dashArray: "9 3 2 3", fillColor: "#fffefb", fillOpacity: 1,
    });
    return polygon.on("add", function () { polygon.bringToBack(); });
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

// Layers of the map, from the ground up: border, areas, roads, lines, schools.

var ROAD_STYLES = {
  minor: { weight: 0.6, color: "#d3d1cb" },
  middle: { weight: 1, color: "#c9c6bf" },
  major: { weight: 1.7, color: "#bfbbb2" },
};

function addPanes(map) {
  [["ground", 200], ["spokes", 350], ["marks", 360], ["names", 640]].forEach(
    function (pane) {
      var node = map.createPane(pane[0]);
      node.style.zIndex = pane[1];
      node.style.pointerEvents = "none";
    }
  );
}

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
function addBackdrop(map) {
  var canvas = L.canvas({ pane: "ground", padding: 0.3 });
  if (DATA.backdrop.border) app.layers.boundary = borderLayer(canvas).addTo(map);
  if (DATA.backdrop.roads) app.layers.roads = roadLayer(canvas).addTo(map);
  addReach(map, canvas);
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

var LIFT = { core: 2000, member: 1000, outside: 0, excluded: -1000 };

function addSchools(map) {
  app.leaders = L.layerGroup();
  ["excluded", "outside", "member", "core"].forEach(function (role) {
    app.layers[role] = L.layerGroup();
    if (role !== "excluded") app.layers[role].addTo(map);
  });
  var shifts = fanOut();
  DATA.schools.forEach(function (school, i) {
    var marker = school.at ? schoolMarker(school, i, shifts[i]) : null;
    app.markers.push(marker);
    if (marker) app.layers[school.role].addLayer(marker);
  });
  app.layers.core.addLayer(app.leaders);
}

function schoolMarker(school, i, shift) {
  var marker = L.marker(school.at, {
    icon: L.divIcon({
      className: "sym sym-" + school.role, iconSize: [BOX, BOX],
      iconAnchor: [BOX / 2 - shift[0], BOX / 2 - shift[1]],
      popupAnchor: [shift[0], shift[1] - 8], tooltipAnchor: [shift[0], shift[1]],
      html: symbol(school.role, allianceOf(school)),
    }),
    keyboard: false, riseOnHover: true, zIndexOffset: LIFT[school.role],
  });
  marker.home = shift;
  marker.shift = shift;
  marker.bindTooltip(function () { return el("span", school.name); },
    { direction: "top", offset: [0, -11], className: "tip" });
  marker.bindPopup(function () { return popupContent(i); }, {
    maxWidth: isNarrow() ? 250 : 320, minWidth: 210,
    autoPanPaddingTopLeft: [24, DATA.head.notice ? 56 : 24],
    autoPanPaddingBottomRight: [24, 24],
  });
  marker.on("popupopen", function () {
    marker.closeTooltip();
    if (school.alliance && app.selected !== school.alliance) {
      select(school.alliance, { from: "map" });
    }
  });
  return marker;
}

// Schools on one and the same spot stand in a small ring around it.
function fanOut() {
  var spots = {};
  DATA.schools.forEach(function (school, i) {
    if (!school.at || school.role === "excluded") return;
    var key = school.at.join(" ");
    (spots[key] = spots[key] || []).push(i);
  });
  var shifts = DATA.schools.map(function () { return [0, 0]; });
  Object.keys(spots).forEach(function (key) {
    var group = spots[key];
    if (group.length < 2) return;
    var radius = Math.max(11, (group.length * 20) / (2 * Math.PI));
    group.forEach(function (i, place) {
      var angle = (2 * Math.PI * place) / group.length - Math.PI / 2;
      shifts[i] = [Math.round(radius * Math.cos(angle)),
        Math.round(radius * Math.sin(angle))];
    });
  });
  return shifts;
}

// Core symbols that would cover each other are pushed apart; a thin line leads back
// to the true place.
var SPREAD_STEPS = 80;
var SPREAD_MOST = 46;

function spreadCores(map) {
  var least = map.getZoom() < app.zoom.numbers ? 23 : 26;
  var cores = DATA.alliances
    .filter(function (a) { return app.markers[a.core]; })
    .map(function (a) {
      var marker = app.markers[a.core];
      var p = map.project(marker.getLatLng()).add(marker.home);
      return { marker: marker, number: a.number, at: p, home: p };
    });
  var full = isCrowded(cores, least);
  var onPaper = document.body.classList.contains("printing");
  map.getContainer().classList.toggle("crowded", full && !onPaper);
  map.getContainer().classList.toggle("dense", full && onPaper);
  if (full && onPaper) least = 15;
  if (full && !onPaper) cores.forEach(function (core) { core.at = core.home; });
  else for (var step = 0; step < SPREAD_STEPS && pushApart(cores, least); step += 1);
  app.leaders.clearLayers();
  cores.forEach(function (core) { placeCore(map, core); });
}

// On a small screen a whole prefecture has no room for numbers; paper, which is
// sharper, keeps them small.
function isCrowded(cores, least) {
  if (cores.length < 30) return false;
  var box = L.bounds(cores.map(function (core) { return core.home; })).getSize();
  return cores.length * least * least > 0.4 * box.x * box.y;
}

function pushApart(cores, least) {
  var moved = false;
  cores.forEach(function (a, i) {
    for (var j = i + 1; j < cores.length; j += 1) {
      var b = cores[j];
      if (Math.abs(a.at.x - b.at.x) >= least || Math.abs(a.at.y - b.at.y) >= least) {
        continue;
      }
      var dx = b.at.x - a.at.x;
      var dy = b.at.y - a.at.y;
      var gap = Math.sqrt(dx * dx + dy * dy);
      if (gap >= least - 0.5) continue;
      if (gap < 0.5) { dx = Math.cos(i + j); dy = Math.sin(i + j); gap = 1; }
      var push = L.point(dx, dy).multiplyBy((least - gap) / 2 / gap);
      if (gap === 1) push = L.point(dx, dy).multiplyBy(least / 2);
      a.at = tethered(a, a.at.subtract(push));
      b.at = tethered(b, b.at.add(push));
      moved = true;
    }
  });
  return moved;
}

function tethered(core, point) {
  var way = point.subtract(core.home);
  var length = way.distanceTo([0, 0]);
  if (length <= SPREAD_MOST) return point;
  return core.home.add(way.multiplyBy(SPREAD_MOST / length));
}

function placeCore(map, core) {
  var marker = core.marker;
  var spot = map.project(marker.getLatLng());
  var shift = core.at.subtract(spot).round();
  var options = marker.options.icon.options;
  var icon = marker.getElement();
  marker.shift = [shift.x, shift.y];
  options.iconAnchor = [BOX / 2 - shift.x, BOX / 2 - shift.y];
  options.popupAnchor = [shift.x, shift.y - 8];
  options.tooltipAnchor = [shift.x, shift.y];
  if (icon) {
    icon.style.marginLeft = shift.x - BOX / 2 + "px";
    icon.style.marginTop = shift.y - BOX / 2 + "px";
  }
  var seen = map.unproject(spot.add(shift));
  app.spokes[core.number].forEach(function (spoke) { moveSpoke(spoke, seen); });
  if (shift.distanceTo([0, 0]) < 7) return;
  app.leaders.addLayer(L.polyline(
    [marker.getLatLng(), seen],
    { pane: "spokes", interactive: false, color: "#2b3440", weight: 1, opacity: 0.8 }));
}

function dimSchools(number) {
  app.markers.forEach(function (marker, i) {
    var icon = marker && marker.getElement();
    if (!icon) return;
    var own = DATA.schools[i].alliance === number;
    icon.classList.toggle("dim", number !== null && !own);
    icon.classList.toggle("hot", number !== null && own);
    icon.classList.toggle("later", isLater(DATA.schools[i]));
  });
}

// From which zoom on the numbers of members fit between their neighbours.
function setZoomSteps(map) {
  var points = DATA.schools
    .filter(function (s) { return s.at && s.role !== "excluded"; })
    .map(function (s) { return map.project(s.at, 10); });
  var gaps = points.map(function (p, i) {
    return points.reduce(function (least, q, j) {
      return i === j ? least : Math.min(least, p.distanceTo(q));
    }, Infinity);
  }).filter(isFinite).sort(function (a, b) { return a - b; });
  if (!gaps.length) return;
  var gap = Math.max(gaps[Math.floor(gaps.length * 0.3)], 0.02);
  var zoom = 10 + Math.log(19 / gap) / Math.LN2;
  app.zoom.numbers = Math.min(Math.max(zoom, 7), 13);
  app.zoom.names = app.zoom.numbers + 1;
}

function markZoom(map) {
  var box = map.getContainer();
  box.classList.toggle("far", map.getZoom() < app.zoom.numbers);
  box.classList.toggle("farther", map.getZoom() < app.zoom.numbers - 2);
}

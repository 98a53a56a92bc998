// The schools of a view: symbols, those on one spot fanned out, cores pushed apart.

var LIFT = { core: 2000, member: 1000, outside: 0, excluded: -1000 };

function addSchools(view) {
  view.leaders = L.layerGroup();
  Object.keys(LIFT).forEach(function (role) { view.layers[role] = L.layerGroup(); });
  if (isCrowd(view)) view.crowd = new Crowd(view);
  var shifts = fanOut(view);
  view.schools.forEach(function (school, i) {
    var seen = school.at && school.role !== "absent";
    var marker = seen ? schoolMarker(view, i, shifts[i]) : null;
    view.markers.push(marker);
    if (!marker) return;
    var layer = layerFor(view, layerOf(school));
    if (!view.crowd) layer.addLayer(marker);
  });
  view.layers.core.addLayer(view.leaders);
}

function layerFor(view, name) {
  if (!view.layers[name]) view.layers[name] = L.layerGroup();
  return view.layers[name];
}

// Leaflet gives each marker a layer of its own in the graphics memory, which is slow
// with many: moved in the plane they are all part of one picture.
var FlatMarker = L.Marker.extend({
  _setPos: function (point) {
    L.Marker.prototype._setPos.call(this, point);
    if (this._icon) moveFlat(this._icon, point);
  },
});

function moveFlat(node, point) {
  node.style.transform = "translate(" + point.x + "px," + point.y + "px)";
}

// The symbol is made when it is first shown.
var SymbolIcon = L.DivIcon.extend({
  createIcon: function (old) {
    this.options.html = this.options.draw();
    return L.DivIcon.prototype.createIcon.call(this, old);
  },
});

function schoolMarker(view, i, shift) {
  var school = view.schools[i];
  var marker = new FlatMarker(school.at, {
    pane: view.panes.symbols,
    icon: new SymbolIcon({
      className: "sym sym-" + school.role, iconSize: [BOX, BOX],
      iconAnchor: [BOX / 2 - shift[0], BOX / 2 - shift[1]],
      popupAnchor: [shift[0], shift[1] - 8], tooltipAnchor: [shift[0], shift[1]],
      draw: function () {
        return marked(symbol(school.role, allianceOf(school), sortOf(school)), i);
      },
    }),
    keyboard: false, riseOnHover: true, zIndexOffset: LIFT[school.role],
  });
  marker.home = shift;
  marker.shift = shift;
  marker.bindTooltip(function () { return el("span", school.name); },
    { direction: "top", offset: [0, -11], className: "tip" });
  marker.bindPopup(function () {
    useView(view);
    return popupContent(i);
  }, {
    maxWidth: isNarrow() ? 250 : 320, minWidth: 210, closeOnEscapeKey: false,
    autoPanPaddingTopLeft: [isNarrow() ? 62 : 136, topRoom()],
    autoPanPaddingBottomRight: [besideLegend(isNarrow() ? -24 : 0) + 30, 24],
  });
  marker.on("popupopen", function () {
    marker.closeTooltip();
    useView(view);
    if (school.alliance && app.selected !== school.alliance) {
      select(school.alliance, { from: "map" });
    }
  });
  return marker;
}

// What stands above the map: the notice, and the choice of plans. Buttons and legend
// stand beside it.
function topRoom() {
  return 24 + (DATA.head.notice ? 32 : 0) + (app.views.length > 1 ? 44 : 0);
}

// Schools on one and the same spot stand in a small ring around it.
function fanOut(view) {
  var spots = {};
  view.schools.forEach(function (school, i) {
    if (!school.at || school.role === "excluded" || school.role === "absent") return;
    var key = school.at.join(" ");
    (spots[key] = spots[key] || []).push(i);
  });
  var shifts = view.schools.map(function () { return [0, 0]; });
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

function spreadCores(view) {
  var map = app.map;
  var least = map.getZoom() < app.zoom.numbers ? 23 : 26;
  var cores = view.alliances
    .filter(function (a) { return view.markers[a.core]; })
    .map(function (a) {
      var marker = view.markers[a.core];
      var p = map.project(marker.getLatLng()).add(marker.home);
      return { marker: marker, number: a.number, at: p, home: p };
    });
  var full = isCrowded(cores, least);
  var onPaper = document.body.classList.contains("printing");
  if (isSeen(view)) { // the other plan may be less full
    map.getContainer().classList.toggle("crowded", full && !onPaper);
    map.getContainer().classList.toggle("dense", full && onPaper);
  }
  if (full && onPaper) least = 15;
  if (full && !onPaper) cores.forEach(function (core) { core.at = core.home; });
  else for (var step = 0; step < SPREAD_STEPS && pushApart(cores, least); step += 1);
  view.leaders.clearLayers();
  cores.forEach(function (core) { placeCore(view, core); });
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

function placeCore(view, core) {
  var map = app.map;
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
  view.spokes[core.number].forEach(function (spoke) { moveSpoke(spoke, seen); });
  if (shift.distanceTo([0, 0]) < 7) return;
  view.leaders.addLayer(L.polyline([marker.getLatLng(), seen], {
    pane: view.panes.spokes, interactive: false, color: INK, weight: 1, opacity: 0.8,
  }));
}

function dimSchools(view) {
  var number = highlighted(view);
  view.markers.forEach(function (marker, i) {
    var icon = marker && marker.getElement();
    if (!icon) return;
    var school = view.schools[i];
    var own = school.alliance === number;
    icon.classList.toggle("dim", number !== null && !own);
    icon.classList.toggle("hot", number !== null && own);
    icon.classList.toggle("later", isLater(school));
  });
}

// From which zoom on the numbers of members fit between their neighbours.
function setZoomSteps(map) {
  var points = app.views[0].schools
    .filter(function (s) { return s.at && s.role !== "excluded" && s.role !== "absent"; })
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

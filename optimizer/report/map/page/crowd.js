// A crowd: where schools are many, one canvas draws them all, and only those spoken of
// (pointed at, selected, with an open popup) become elements. Panning then moves one
// picture, however many schools there are.

var CROWD_FROM = 600; // schools with a position
var CROWD_PAD = 0.4; // drawn beyond each side of the window
var FINGER_PX = 12;

// How much smaller symbols are than in the legend; the same numbers as in the styles.
var SCALES = {
  far: { core: 0.84, member: 0.55, outside: 0.62, excluded: 0.7 },
  farther: { core: 0.78, member: 0.4, outside: 0.5 },
  crowded: { core: 0.46, member: 0.26, outside: 0.3 },
  dense: { core: 0.58, member: 0.28, outside: 0.32 },
};

function scalesNow() {
  var box = app.map.getContainer().classList;
  return Object.keys(SCALES).reduce(function (scales, name) {
    return box.contains(name) ? Object.assign(scales, SCALES[name]) : scales;
  }, { core: 1, member: 1, outside: 1, excluded: 1 });
}

function isCrowd(view) {
  return view.schools.filter(function (s) { return s.at; }).length >= CROWD_FROM;
}

var Crowd = L.Layer.extend({
  initialize: function (view) {
    this.view = view;
    this.wanted = {}; // why: places of the schools that are to be elements
    this.spots = [];
    this.options = { pane: view.panes.symbols };
  },

  getEvents: function () {
    return { moveend: this.draw, resize: this.draw, mousemove: this.point,
      click: this.press };
  },

  onAdd: function () {
    this.canvas = el("canvas.crowd.leaflet-zoom-hide");
    this.canvas.setAttribute("aria-hidden", "true");
    this.getPane().appendChild(this.canvas);
    this.draw();
  },

  onRemove: function () {
    this.canvas.remove();
    this.lift("point", []);
  },

  isShown: function (i) {
    return Boolean(this.view.markers[i]) && app.on[layerOf(this.view.schools[i])];
  },

  // On paper a canvas may hide what lies below it: there all become elements.
  draw: function () {
    var onPaper = document.body.classList.contains("printing");
    this.canvas.hidden = onPaper;
    lift(this.view, "paper", onPaper ? this.view.markers.map(function (marker, i) {
      return i;
    }) : []);
    if (!onPaper) this.drawCanvas();
  },

  drawCanvas: function () {
    var size = app.map.getSize();
    var pad = size.multiplyBy(CROWD_PAD).round();
    var corner = app.map.containerPointToLayerPoint([0, 0]).subtract(pad);
    var ink = freshCanvas(this.canvas, size.add(pad.multiplyBy(2)));
    moveFlat(this.canvas, corner);
    this.spots = this.spotsWithin(L.bounds(corner, corner.add(size).add(pad).add(pad)));
    var scales = scalesNow();
    var painter = new Painter(ink, app.map.getContainer().classList, scales);
    this.spots.forEach(function (spot) { painter.paint(spot, corner); });
  },

  spotsWithin: function (bounds) {
    var view = this.view;
    var spots = [];
    view.schools.forEach(function (school, i) {
      if (!this.isShown(i)) return;
      var at = app.map.latLngToLayerPoint(school.at).add(view.markers[i].shift);
      if (bounds.contains(at)) spots.push({ i: i, at: at, school: school, view: view });
    }, this);
    return spots.sort(function (a, b) {
      return LIFT[a.school.role] - LIFT[b.school.role] || a.at.y - b.at.y;
    });
  },

  // The school under a point of the map, the topmost of the nearest.
  under: function (point) {
    var best = null;
    if (!isOnSide(this.view, app.map.layerPointToContainerPoint(point).x)) return null;
    this.spots.forEach(function (spot) {
      var gap = spot.at.distanceTo(point);
      if (gap <= FINGER_PX && (!best || gap <= best.gap)) best = { i: spot.i, gap: gap };
    });
    return best ? best.i : null;
  },

  point: function (event) {
    if (app.map.dragging && app.map.dragging.moving()) return;
    var i = this.under(event.layerPoint);
    this.lift("point", i === null ? [] : [i]);
  },

  press: function (event) {
    var i = this.under(event.layerPoint);
    if (i === null) return;
    var view = this.view;
    lift(view, "point", [i]);
    // After the map's own answer to a click, which is to select nothing.
    window.setTimeout(function () { view.markers[i].openPopup(); }, 0);
  },

  lift: function (why, places) {
    this.wanted[why] = places;
    var wanted = this.wanted;
    var all = {};
    Object.keys(wanted).forEach(function (name) {
      wanted[name].forEach(function (i) { all[i] = true; });
    });
    this.view.markers.forEach(function (marker, i) {
      if (!marker) return;
      var isUp = app.map.hasLayer(marker);
      var shall = Boolean(all[i]) && this.isShown(i) && isSeen(this.view);
      if (shall && !isUp) marker.addTo(app.map);
      if (!shall && isUp) marker.remove();
    }, this);
    dimSchools(this.view);
    fadeFiltered(this.view);
  },
});

// Make elements of some schools, in place of those made for the same reason before.
function lift(view, why, places) {
  if (view.crowd && !sameList(view.crowd.wanted[why] || [], places)) {
    view.crowd.lift(why, places);
  }
}

function sameList(a, b) {
  return a.length === b.length && a.every(function (value, i) { return value === b[i]; });
}

function redrawCrowd(view) {
  if (!view.crowd) return;
  var number = highlighted(view);
  // Not lift(): the same schools may have been hidden, or belong to the other plan.
  view.crowd.lift("hot", number === null ? [] : schoolsOf(view.alliances[number - 1]));
  if (!isSeen(view)) view.crowd.remove();
  else if (!app.map.hasLayer(view.crowd)) view.crowd.addTo(app.map);
  else view.crowd.draw();
}

function freshCanvas(canvas, size) {
  var sharp = window.devicePixelRatio || 1;
  canvas.width = Math.round(size.x * sharp);
  canvas.height = Math.round(size.y * sharp);
  canvas.style.width = size.x + "px";
  canvas.style.height = size.y + "px";
  var ink = canvas.getContext("2d");
  ink.scale(sharp, sharp);
  return ink;
}

var pathCache = {};

function Painter(ink, classes, scales) {
  this.ink = ink;
  this.scales = scales;
  this.plain = { member: classes.contains("far"), core: classes.contains("crowded") };
  ink.textAlign = "center";
  ink.textBaseline = "middle";
}

Painter.prototype.paint = function (spot, corner) {
  var school = spot.school;
  var scale = this.scales[school.role];
  var ink = this.ink;
  ink.save();
  ink.globalAlpha = alphaOf(school, spot.view);
  ink.translate(spot.at.x - corner.x, spot.at.y - corner.y);
  ink.scale(scale, scale);
  ink.translate(-BOX / 2, -BOX / 2);
  var parts = symbolParts(school.role, allianceOf(school), sortOf(school));
  if (changeOf(spot.i)) parts = parts.concat(changeParts());
  parts.forEach(function (piece) {
    if (!piece.number) this.path(piece);
    else if (!this.plain[school.role]) this.number(piece);
  }, this);
  ink.restore();
};

Painter.prototype.path = function (piece) {
  var path = pathCache[piece.d] || (pathCache[piece.d] = new Path2D(piece.d));
  var ink = this.ink;
  if (piece.fill !== "none") {
    ink.fillStyle = piece.fill;
    ink.fill(path);
  }
  if (piece.stroke === "none") return;
  ink.strokeStyle = piece.stroke;
  ink.lineWidth = piece.width;
  ink.lineJoin = piece.join || "miter";
  ink.lineCap = piece.cap || "butt";
  ink.setLineDash(piece.dash || []);
  ink.stroke(path);
};

Painter.prototype.number = function (piece) {
  this.ink.fillStyle = piece.ink;
  this.ink.font = "700 " + piece.size + 'px Arial, "Microsoft YaHei", sans-serif';
  this.ink.fillText(piece.number, BOX / 2, piece.y);
};

function alphaOf(school, view) {
  var number = highlighted(view);
  var alphas = [1];
  if (number !== null && school.alliance !== number) alphas.push(0.22);
  if (isLater(school)) alphas.push(0.25);
  if (!school.kept) alphas.push(school.near ? 0.5 : 0.16);
  return Math.min.apply(null, alphas);
}

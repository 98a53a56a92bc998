// Lines from core to member: the way driven where it is known, else a straight spoke.
// A borderline trip is cased in white and red and has a diamond in its middle: the
// shape tells, not the colour alone.

var DASHES = { solid: null, dashed: "7 5", dotted: "1.5 5" };
var EDGE = "#b3261e";
var CASING = [{ color: EDGE, extra: 5.6 }, { color: "#fff", extra: 3.4 }];
var SPOKE = { weight: 2, opacity: 0.75 };
var ROUTE = { weight: 2.6, opacity: 0.9 };

function addSpokes(view) {
  var renderer = L.svg({ pane: view.panes.spokes, padding: 0.3 });
  var spokes = [];
  view.alliances.forEach(function (alliance) {
    var core = view.schools[alliance.core];
    view.spokes[alliance.number] = alliance.members
      .map(function (i) { return view.schools[i]; })
      .filter(function (member) { return core.at && member.at; })
      .map(function (member) { return makeSpoke(view, core, member, renderer); });
    spokes = spokes.concat(view.spokes[alliance.number]);
  });
  var group = L.layerGroup();
  // All casings below all lines: no trip hides another one's line.
  spokes.forEach(function (spoke) {
    spoke.casings.forEach(function (part) { group.addLayer(part.line); });
  });
  spokes.forEach(function (spoke) {
    group.addLayer(spoke.line);
    if (spoke.mark) group.addLayer(spoke.mark);
  });
  view.layers.spokes = group;
}

function makeSpoke(view, core, member, renderer) {
  var points = member.shape ? unpack(member.shape, DATA.backdrop.scale)
    : [core.at, member.at];
  var base = member.shape ? ROUTE : SPOKE;
  function line(style) {
    return L.polyline(points, Object.assign({
      pane: view.panes.spokes, renderer: renderer, interactive: false, smoothFactor: 1,
    }, base, style));
  }
  return {
    member: member, isRoute: Boolean(member.shape), points: points, base: base,
    line: line({ color: member.ally.colour, dashArray: DASHES[member.line] }),
    casings: !member.edge ? [] : CASING.map(function (part) {
      return { extra: part.extra, line: line({ color: part.color,
        weight: base.weight + part.extra, opacity: 1 }) };
    }),
    mark: member.edge ? edgeMark(view, points) : null,
  };
}

function edgeMark(view, points) {
  return new FlatMarker(middle(points), {
    pane: view.panes.marks, interactive: false, keyboard: false,
    icon: L.divIcon({ className: "edge-mark", iconSize: [16, 16],
      iconAnchor: [8, 8], html: diamond() }),
  });
}

function diamond() {
  var node = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16,
    "aria-hidden": "true" });
  node.appendChild(svg("path", { d: "M8 .8L15.2 8L8 15.2L.8 8Z", fill: "#fff",
    stroke: EDGE, "stroke-width": 1.6 }));
  node.appendChild(svg("path", { d: "M8 4.3V8.8M8 10.7V11.9", stroke: "#16202c",
    "stroke-width": 1.7 }));
  return node;
}

// The point halfway along a line; degrees of longitude are shorter than of latitude.
function middle(points) {
  var narrow = Math.cos(points[0][0] * Math.PI / 180);
  var lengths = points.slice(1).map(function (point, i) {
    var dx = (point[1] - points[i][1]) * narrow;
    var dy = point[0] - points[i][0];
    return Math.sqrt(dx * dx + dy * dy);
  });
  var left = lengths.reduce(function (a, b) { return a + b; }, 0) / 2;
  for (var i = 0; i < lengths.length; i += 1) {
    if (left <= lengths[i] && lengths[i] > 0) {
      var part = left / lengths[i];
      return [0, 1].map(function (axis) {
        return points[i][axis] + part * (points[i + 1][axis] - points[i][axis]);
      });
    }
    left -= lengths[i];
  }
  return points[0];
}

// On a far view everything is drawn finer, so that lines side by side stay apart.
function styleSpokes(view) {
  var number = highlighted(view);
  var fine = app.map.getZoom() < app.zoom.numbers - 0.5 ? 0.72 : 1;
  view.alliances.forEach(function (alliance) {
    var own = number === null || alliance.number === number;
    view.spokes[alliance.number].forEach(function (spoke) {
      var weight = spoke.base.weight * (number === null ? fine : own ? 1.5 : 0.6);
      var later = isLater(spoke.member) || isLater(view.schools[alliance.core]);
      spoke.line.setStyle({ weight: weight,
        opacity: later ? 0 : number === null ? spoke.base.opacity : own ? 1 : 0.13 });
      spoke.casings.forEach(function (part) {
        part.line.setStyle({ weight: weight + fine * part.extra,
          opacity: later ? 0 : own ? 1 : 0.06 });
      });
      if (spoke.mark && spoke.mark.getElement()) {
        spoke.mark.getElement().classList.toggle("dim", !own || later);
      }
    });
  });
}

// Straight spokes follow a core symbol that was pushed aside; a route stays in place.
function moveSpoke(spoke, seen) {
  if (spoke.isRoute) return;
  var points = [seen, spoke.points[1]];
  spoke.line.setLatLngs(points);
  spoke.casings.forEach(function (part) { part.line.setLatLngs(points); });
  if (spoke.mark) spoke.mark.setLatLng(middle([[seen.lat, seen.lng], spoke.points[1]]));
}

function routePoints(number) {
  return app.view.spokes[number].reduce(function (all, spoke) {
    return all.concat(spoke.points);
  }, []);
}

// Symbols, told apart by shape and not by colour alone. A numbered square leads; of
// the members a circle is rural (or simply a member), a ring weak, a diamond new, a
// triangle a teaching point. A small grey circle is outside, the mark in it says why;
// a hollow square is out of scope.

var BOX = 26;
var INK = "#2b3440";
var GREY = "#59636e";

function numberText(number, ink, size, y) {
  var digits = String(number).length;
  var text = svg("text", {
    x: BOX / 2, y: y || BOX / 2, "text-anchor": "middle",
    "dominant-baseline": "central", fill: ink,
    "font-size": digits > 2 ? size - 2.5 : size, "font-weight": 700, class: "sym-no",
  });
  text.textContent = String(number);
  return text;
}

function coreShape(alliance) {
  var nodes = [
    svg("rect", { x: 1.5, y: 1.5, width: 23, height: 23, rx: 5, fill: "#fff",
      stroke: INK, "stroke-width": 1 }),
    svg("rect", { x: 3.2, y: 3.2, width: 19.6, height: 19.6, rx: 3.6,
      fill: alliance.colour }),
    numberText(alliance.number, alliance.ink, 12.5),
  ];
  if (alliance.demonstrator) nodes.push(starBadge());
  return nodes;
}

function starBadge() {
  var points = [];
  for (var i = 0; i < 10; i += 1) {
    var r = i % 2 ? 2.3 : 5.2;
    var angle = (Math.PI * i) / 5;
    points.push((23 + r * Math.sin(angle)).toFixed(2) + ","
      + (3.4 - r * Math.cos(angle)).toFixed(2));
  }
  return svg("polygon", { points: points.join(" "), fill: "#ffd43b",
    stroke: "#5a4300", "stroke-width": 0.8 });
}

// Members, by kind: a body in white with a thin edge, the colour upon it, a number.

function disc(alliance) {
  return [
    svg("circle", { cx: 13, cy: 13, r: 9.6, fill: "#fff", stroke: INK,
      "stroke-width": 0.7, "stroke-opacity": 0.7 }),
    svg("circle", { cx: 13, cy: 13, r: 8.4, fill: alliance.colour }),
    numberText(alliance.number, alliance.ink, 10),
  ];
}

function ring(alliance) {
  return [
    svg("circle", { cx: 13, cy: 13, r: 10.4, fill: "#fff", stroke: INK,
      "stroke-width": 0.7, "stroke-opacity": 0.7 }),
    svg("circle", { cx: 13, cy: 13, r: 8, fill: "#fff", stroke: alliance.colour,
      "stroke-width": 3.4 }),
    numberText(alliance.number, "#16202c", 9),
  ];
}

function outlined(path, alliance) {
  return [
    svg("path", { d: path, fill: "#fff", stroke: INK, "stroke-width": 4.2,
      "stroke-linejoin": "round", "stroke-opacity": 0.7 }),
    svg("path", { d: path, fill: alliance.colour, stroke: "#fff", "stroke-width": 2.6,
      "stroke-linejoin": "round", "paint-order": "stroke" }),
    svg("path", { d: path, fill: alliance.colour }),
  ];
}

function lozenge(alliance) {
  return outlined("M13 2.2L23.8 13L13 23.8L2.2 13Z", alliance)
    .concat(numberText(alliance.number, alliance.ink, 10));
}

function triangle(alliance) {
  return outlined("M13 2.6L24.2 21.8H1.8Z", alliance)
    .concat(numberText(alliance.number, alliance.ink, 9.5, 16));
}

var MEMBER_SHAPES = { weak: ring, new: lozenge, point: triangle };

function memberShape(alliance, kind) {
  return (MEMBER_SHAPES[kind] || disc)(alliance);
}

// Schools outside: what is missing, who does not want, too far, full, else.

function questionMark() {
  return [svg("path", { d: "M10.9 11.4a2.2 2.2 0 1 1 3.3 1.9c-.9 .5-1.2 .9-1.2 1.5" }),
    svg("path", { d: "M13 16.6v.2" })];
}

var OUTSIDE_MARKS = {
  place: questionMark,
  will: function () { return [svg("path", { d: "M9.4 13h7.2" })]; },
  reach: function () { return [svg("path", { d: "M10.4 10.4l5.2 5.2M15.6 10.4l-5.2 5.2" })]; },
  full: function () { return [svg("path", { d: "M9.8 11.3h6.4M9.8 14.7h6.4" })]; },
  other: function () { return [svg("path", { d: "M13 13v.2", "stroke-width": 3.4 })]; },
};

function outsideShape(alliance, group) {
  var mark = svg("g", { fill: "none", stroke: GREY, "stroke-width": 1.7,
    "stroke-linecap": "round" });
  (OUTSIDE_MARKS[group] || OUTSIDE_MARKS.reach)().forEach(function (part) {
    mark.appendChild(part);
  });
  return [svg("circle", { cx: 13, cy: 13, r: 7, fill: "#fff", "fill-opacity": 0.92,
    stroke: GREY, "stroke-width": 1.6 }), mark];
}

function excludedShape() {
  return [svg("rect", { x: 8, y: 8, width: 10, height: 10, rx: 1, fill: "#fff",
    "fill-opacity": 0.8, stroke: "#9aa3ad", "stroke-width": 1.4 })];
}

// ``sort`` is the kind of a member or the group of the reason of a school outside.
function symbol(role, alliance, sort) {
  var shapes = {
    core: coreShape, member: memberShape, outside: outsideShape, excluded: excludedShape,
  };
  var node = svg("svg", { viewBox: "0 0 26 26", width: BOX, height: BOX,
    overflow: "visible", "aria-hidden": "true" });
  shapes[role](alliance, sort).forEach(function (shape) { node.appendChild(shape); });
  return node;
}

function sortOf(school) {
  if (school.role === "member") return (school.kinds || [])[0] || "";
  return school.role === "outside" ? school.group || "" : "";
}

// What the legend switches: members by kind, schools outside by reason.
var KINDS = ["rural", "weak", "new", "point"];
var GROUPS = ["reach", "full", "will", "place", "other"];

function layerOf(school) {
  var sort = sortOf(school);
  return sort ? school.role + "." + sort : school.role;
}

KINDS.forEach(function (kind) { app.on["member." + kind] = true; });
GROUPS.forEach(function (group) { app.on["outside." + group] = true; });

// Number badge for lists: the same shape and colour as on the map.
function badge(role, alliance, sort) {
  var box = el("span.badge");
  box.appendChild(symbol(role, alliance, sort));
  return box;
}

function schoolBadge(school) {
  return badge(school.role, allianceOf(school), sortOf(school));
}

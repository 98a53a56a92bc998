// Symbols, told apart by shape and not by colour alone. A numbered square leads; of
// the members a circle is rural (or simply a member), a ring weak, a diamond new, a
// triangle a teaching point. A small grey circle is outside, the mark in it says why;
// a hollow square is out of scope. A symbol is a list of painted paths and a number, so
// that an element and a canvas can draw the same.

var BOX = 26;
var INK = "#2b3440";
var GREY = "#59636e";

// A path with what it is painted with; ``more``: width, join, opacity of the line.
function part(d, fill, stroke, more) {
  return Object.assign({ d: d, fill: fill || "none", stroke: stroke || "none" }, more);
}

function round(r) {
  return "M" + (13 - r) + " 13a" + r + " " + r + " 0 1 0 " + 2 * r + " 0a" + r + " " + r
    + " 0 1 0 " + -2 * r + " 0Z";
}

// A square with its corners cut by arcs.
function block(at, side, r) {
  var s = side - 2 * r;
  var arc = "a" + r + " " + r + " 0 0 1 ";
  return "M" + (at + r) + " " + at + "h" + s + arc + r + " " + r + "v" + s + arc + -r
    + " " + r + "h" + -s + arc + -r + " " + -r + "v" + -s + arc + r + " " + -r + "Z";
}

function digits(alliance, size, more) {
  var length = String(alliance.number).length;
  return Object.assign({ number: String(alliance.number), y: 13, ink: alliance.ink,
    size: length > 2 ? size - 2.5 : size }, more);
}

function coreParts(alliance) {
  var parts = [part(block(1.5, 23, 5), "#fff", INK, { width: 1 }),
    part(block(3.2, 19.6, 3.6), alliance.colour), digits(alliance, 12.5)];
  return alliance.demonstrator ? parts.concat(starPart()) : parts;
}

function starPart() {
  var points = [];
  for (var i = 0; i < 10; i += 1) {
    var r = i % 2 ? 2.3 : 5.2;
    var angle = (Math.PI * i) / 5;
    points.push((23 + r * Math.sin(angle)).toFixed(2) + " "
      + (3.4 - r * Math.cos(angle)).toFixed(2));
  }
  return part("M" + points.join("L") + "Z", "#ffd43b", "#5a4300", { width: 0.8 });
}

// Members, by kind: a body in white with a thin edge, the colour upon it, a number.

var THIN = { width: 0.7, opacity: 0.7 };

function disc(alliance) {
  return [part(round(9.6), "#fff", INK, THIN), part(round(8.4), alliance.colour),
    digits(alliance, 10)];
}

function ring(alliance) {
  return [part(round(10.4), "#fff", INK, THIN),
    part(round(8), "#fff", alliance.colour, { width: 3.4 }),
    digits(alliance, 9, { ink: "#16202c" })];
}

function outlined(path, alliance) {
  return [part(path, "#fff", INK, { width: 4.2, opacity: 0.7, join: "round" }),
    part(path, "#fff", "#fff", { width: 2.8, join: "round" }),
    part(path, alliance.colour)];
}

function lozenge(alliance) {
  return outlined("M13 2.2L23.8 13L13 23.8L2.2 13Z", alliance)
    .concat(digits(alliance, 10));
}

function triangle(alliance) {
  return outlined("M13 2.6L24.2 21.8H1.8Z", alliance)
    .concat(digits(alliance, 9.5, { y: 16 }));
}

var MEMBER_PARTS = { weak: ring, new: lozenge, point: triangle };

function memberParts(alliance, kind) {
  return (MEMBER_PARTS[kind] || disc)(alliance);
}

// Schools outside: what is missing, who does not want, too far, full, else.

var OUTSIDE_MARKS = {
  place: ["M10.9 11.4a2.2 2.2 0 1 1 3.3 1.9c-.9 .5 -1.2 .9 -1.2 1.5", "M13 16.6v.2"],
  will: ["M9.4 13h7.2"],
  reach: ["M10.4 10.4l5.2 5.2M15.6 10.4l-5.2 5.2"],
  full: ["M9.8 11.3h6.4M9.8 14.7h6.4"],
  other: ["M12.4 13h1.2"],
};

function outsideParts(alliance, group) {
  var marks = OUTSIDE_MARKS[group] || OUTSIDE_MARKS.reach;
  var width = group === "other" ? 3 : 1.7;
  return [part(round(7), "#fff", GREY, { width: 1.6 })].concat(marks.map(function (d) {
    return part(d, "none", GREY, { width: width, cap: "round" });
  }));
}

function excludedParts() {
  return [part("M8 8h10v10h-10Z", "#fff", "#9aa3ad", { width: 1.4 })];
}

// ``sort`` is the kind of a member or the group of the reason of a school outside.
function symbolParts(role, alliance, sort) {
  return {
    core: coreParts, member: memberParts, outside: outsideParts, excluded: excludedParts,
    absent: function () { return []; }, // found by a search, drawn in the other plan
  }[role](alliance, sort);
}

function symbol(role, alliance, sort) {
  var node = svg("svg", { viewBox: "0 0 26 26", width: BOX, height: BOX,
    overflow: "visible", "aria-hidden": "true" });
  symbolParts(role, alliance, sort).forEach(function (piece) {
    node.appendChild(piece.number ? numberNode(piece) : pathNode(piece));
  });
  return node;
}

function pathNode(piece) {
  return svg("path", { d: piece.d, fill: piece.fill, stroke: piece.stroke,
    "stroke-width": piece.width || 0, "stroke-opacity": piece.opacity || 1,
    "stroke-linejoin": piece.join || "miter", "stroke-linecap": piece.cap || "butt",
    "stroke-dasharray": (piece.dash || []).join(" ") || "none" });
}

function numberNode(piece) {
  var text = svg("text", { x: 13, y: piece.y, "text-anchor": "middle",
    "dominant-baseline": "central", fill: piece.ink, "font-size": piece.size,
    "font-weight": 700, class: "sym-no" });
  text.textContent = piece.number;
  return text;
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

// Symbols: a numbered square leads, numbered circles are members, a hollow cross is
// outside, a hollow square is out of scope. Shape and number speak without colour.

var BOX = 26;

function numberText(number, ink, size) {
  var digits = String(number).length;
  var text = svg("text", {
    x: BOX / 2, y: BOX / 2, "text-anchor": "middle", "dominant-baseline": "central",
    fill: ink, "font-size": digits > 2 ? size - 2.5 : size, "font-weight": 700,
    class: "sym-no",
  });
  text.textContent = String(number);
  return text;
}

function coreShape(alliance) {
  var nodes = [
    svg("rect", { x: 1.5, y: 1.5, width: 23, height: 23, rx: 5, fill: "#fff",
      stroke: "#2b3440", "stroke-width": 1 }),
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

function memberShape(alliance) {
  return [
    svg("circle", { cx: 13, cy: 13, r: 9.6, fill: "#fff", stroke: "#2b3440",
      "stroke-width": 0.7, "stroke-opacity": 0.7 }),
    svg("circle", { cx: 13, cy: 13, r: 8.4, fill: alliance.colour }),
    numberText(alliance.number, alliance.ink, 10),
  ];
}

function outsideShape() {
  return [
    svg("circle", { cx: 13, cy: 13, r: 7, fill: "#fff", "fill-opacity": 0.9,
      stroke: "#59636e", "stroke-width": 1.8 }),
    svg("path", { d: "M10 10l6 6M16 10l-6 6", stroke: "#59636e", "stroke-width": 1.8,
      "stroke-linecap": "round" }),
  ];
}

function excludedShape() {
  return [svg("rect", { x: 8, y: 8, width: 10, height: 10, rx: 1, fill: "#fff",
    "fill-opacity": 0.8, stroke: "#9aa3ad", "stroke-width": 1.4 })];
}

function symbol(role, alliance) {
  var shapes = {
    core: coreShape, member: memberShape, outside: outsideShape, excluded: excludedShape,
  };
  var node = svg("svg", { viewBox: "0 0 26 26", width: BOX, height: BOX,
    overflow: "visible", "aria-hidden": "true" });
  shapes[role](alliance).forEach(function (shape) { node.appendChild(shape); });
  return node;
}

// Number badge for lists: the same shape and colour as on the map.
function badge(role, alliance) {
  var box = el("span.badge");
  box.appendChild(symbol(role, alliance));
  return box;
}

function schoolBadge(school) {
  return badge(school.role, allianceOf(school));
}

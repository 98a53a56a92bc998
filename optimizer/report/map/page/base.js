// Small helpers. Text from the plan reaches the page through text nodes only.

var DATA = JSON.parse(document.getElementById("plan-data").textContent);
var app = {
  map: null,
  views: [], // one for each plan of the page; see views.js
  view: null, // the one the panel speaks of
  shown: "0", // "0", "1": one plan; "swipe": both, side by side
  selected: null, // number of the highlighted alliance
  year: Infinity, // the map shows who has joined by then
  on: { core: true, member: true, outside: true, excluded: false, spokes: true,
    boundary: true, roads: true, reach: false, names: true, towns: true },
  layers: {}, // what lies below every plan
  zoom: { numbers: 12, names: 13 },
  listeners: [], // called when the selection changes
  onView: [], // called when another plan is spoken of
};

function say(key, facts) {
  var text = DATA.texts[key];
  Object.keys(facts || {}).forEach(function (name) {
    text = text.split("{" + name + "}").join(String(facts[name]));
  });
  return text;
}

// el("p.note", "text", otherNode, ["more", nodes])
function el(spec) {
  var parts = spec.split(".");
  var node = document.createElement(parts[0]);
  if (parts.length > 1) node.className = parts.slice(1).join(" ");
  put(node, Array.prototype.slice.call(arguments, 1));
  return node;
}

function put(node, content) {
  if (content === null || content === undefined || content === false) return node;
  if (Array.isArray(content)) {
    content.forEach(function (part) { put(node, part); });
  } else if (content instanceof Node) {
    node.appendChild(content);
  } else {
    node.appendChild(document.createTextNode(String(content)));
  }
  return node;
}

function clear(node) {
  while (node.firstChild) node.removeChild(node.firstChild);
  return node;
}

function button(spec, label, action) {
  var node = el("button." + spec, label);
  node.type = "button";
  node.addEventListener("click", action);
  return node;
}

function svg(name, attributes) {
  var node = L.SVG.create(name);
  Object.keys(attributes || {}).forEach(function (key) {
    node.setAttribute(key, attributes[key]);
  });
  return node;
}

function schoolsOf(alliance) {
  return [alliance.core].concat(alliance.members);
}

function allianceOf(school) {
  return school.ally || null;
}

function isLater(school) {
  return school.since > app.year;
}

function placeOf(school) {
  return school.town ? school.county + " · " + school.town : school.county;
}

// Demo names are 示例·town·school: only the school is short enough for the map itself.
// Elsewhere a middle dot is part of the name (Col·legi) and stays.
function lastPart(name) {
  return name.indexOf("示例·") === 0 ? name.split("·").pop().trim() || name : name;
}

// Short names; where several schools share one, the town stands in front.
function mapNames() {
  var counts = {};
  DATA.schools.forEach(function (school) {
    var tail = lastPart(school.name);
    counts[tail] = (counts[tail] || 0) + 1;
  });
  return DATA.schools.map(function (school) {
    var tail = lastPart(school.name);
    if (counts[tail] > 1 && school.town && tail.indexOf(school.town) < 0) {
      tail = school.town + tail;
    }
    return tail.length > 18 ? tail.slice(0, 17) + "…" : tail;
  });
}

function located(indices) {
  return indices
    .map(function (i) { return app.view.schools[i].at; })
    .filter(Boolean);
}

function isNarrow() {
  return window.matchMedia("(max-width: 760px)").matches;
}

function select(number, options) {
  app.selected = number;
  app.listeners.forEach(function (listener) { listener(number, options || {}); });
}

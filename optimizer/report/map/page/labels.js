// Names on the map, placed so that none covers another or a core symbol. Cores come
// first, then counties and towns; members only from a near zoom on.

var ruler = document.createElement("canvas").getContext("2d");
var FONTS = {
  core: "600 12.5px ", member: "12px ", outside: "12px ",
  number: "600 10px ", town: "12px ",
  county: "600 17px ",
};
var FAMILY = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif';
var CELL = 80;
var TOWN_WAYS = [[0, 0], [0, -18], [0, 18]];
var COUNTY_WAYS = [0, -20, 20, -40, 40].reduce(function (ways, dy) {
  return ways.concat([[0, dy], [-30, dy], [30, dy], [-60, dy], [60, dy]]);
}, []);

function labelItems(view) {
  var items = [];
  var names = mapNames();
  var towns = {};
  var counties = {};
  view.schools.forEach(function (school, i) {
    if (!school.at || school.role === "excluded" || school.role === "absent") return;
    items.push({ kind: school.role, text: names[i], at: school.at,
      alliance: school.alliance || 0, marker: view.markers[i], school: school });
    if (school.role === "member") items.push(numberItem(school, view.markers[i]));
    if (school.town) gather(towns, placeOf(school), school.town, school.at);
    gather(counties, school.county, school.county, school.at);
  });
  var many = Object.keys(counties).length > 1;
  return items
    .concat(many ? areaItems(counties, "county") : [])
    .concat(baseTownItems() || areaItems(towns, "town"))
    .map(measured)
    .sort(function (a, b) { return rank(a) - rank(b); });
}

// On a far view the number of a member stands beside its symbol, which is too small to
// hold it: colour is never the only cue.
function numberItem(school, marker) {
  return { kind: "number", text: String(school.alliance), at: school.at,
    alliance: school.alliance, marker: marker, school: school };
}

function gather(areas, key, text, at) {
  var area = areas[key] || (areas[key] = { text: text, lats: [], lons: [] });
  area.lats.push(at[0]);
  area.lons.push(at[1]);
}

function areaItems(areas, kind) {
  return Object.keys(areas).sort().map(function (key) {
    var area = areas[key];
    return { kind: kind, text: area.text, at: [mean(area.lats), mean(area.lons)],
      alliance: 0, marker: null };
  });
}

function mean(values) {
  return values.reduce(function (a, b) { return a + b; }, 0) / values.length;
}

function rank(item) {
  return ["county", "core", "town", "number", "member", "outside"].indexOf(item.kind);
}

function measured(item) {
  ruler.font = FONTS[item.kind] + FAMILY;
  var spaced = item.kind === "town" || item.kind === "county";
  item.width = Math.ceil(ruler.measureText(item.text).width) + 4
    + (spaced ? item.text.length * (item.kind === "county" ? 4 : 2) : 0);
  item.height = { county: 22, number: 11 }[item.kind] || 16;
  return item;
}

function wanted(item, zoom, chosen) {
  if (item.kind === "town") return app.on.towns && zoom >= app.zoom.numbers - 2.2;
  if (item.kind === "county") return zoom < app.zoom.numbers;
  if (!app.on.names || !app.on[layerOf(item.school)] || !item.school.kept) return false;
  if (item.kind === "number") return wantsNumber(zoom, chosen);
  if (chosen !== null) return item.alliance === chosen;
  if (item.kind === "core") {
    return zoom >= app.zoom.numbers - (app.view.alliances.length > 60 ? 2 : 3);
  }
  return zoom >= app.zoom.names + (item.kind === "outside" ? 0.5 : 0);
}

function wantsNumber(zoom, chosen) {
  var isCrowded = app.map.getContainer().classList.contains("crowded");
  return zoom < app.zoom.numbers && chosen === null && !isCrowded;
}

function Shelf() {
  this.cells = {};
}

Shelf.prototype.each = function (box, visit) {
  for (var x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x += 1) {
    for (var y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y += 1) {
      if (visit(x + ":" + y)) return true;
    }
  }
  return false;
};

Shelf.prototype.take = function (box) {
  var cells = this.cells;
  this.each(box, function (key) { (cells[key] = cells[key] || []).push(box); });
};

Shelf.prototype.isFree = function (box) {
  var cells = this.cells;
  return !this.each(box, function (key) {
    return (cells[key] || []).some(function (other) {
      return box[0] < other[2] && box[2] > other[0]
        && box[1] < other[3] && box[3] > other[1];
    });
  });
};

function shiftOf(item) {
  return item.marker ? item.marker.shift : [0, 0];
}

// Boxes a label may take beside its symbol, the best first.
function spots(item, point, radius) {
  var w = item.width;
  var h = item.height;
  var shift = shiftOf(item);
  var x = point.x + shift[0];
  var y = point.y + shift[1];
  var ways = { town: TOWN_WAYS, county: COUNTY_WAYS }[item.kind];
  if (ways) {
    return ways.map(function (way) {
      return [x - w / 2 + way[0], y - h / 2 + way[1], x + w / 2 + way[0],
        y + h / 2 + way[1]];
    });
  }
  var r = radius + 2;
  return [
    [x + r, y - h / 2, x + r + w, y + h / 2],
    [x - r - w, y - h / 2, x - r, y + h / 2],
    [x - w / 2, y + r - 1, x + w / 2, y + r - 1 + h],
    [x - w / 2, y - r + 1 - h, x + w / 2, y - r + 1],
  ];
}

function symbolRadius(kind, isFar) {
  var box = app.map.getContainer().classList;
  if (box.contains("crowded") || box.contains("dense")) return 7;
  if (kind === "core") return isFar ? 10 : 12;
  return isFar ? 5 : 9;
}

// Symbols take their place first. On a far view names may cover the small ones of
// members and of schools outside (``dots``) if there is no other room, numbers never.
function occupy(shelf, dots, items, chosen, isFar) {
  items.forEach(function (item) {
    if (["county", "town", "number"].indexOf(item.kind) >= 0) return;
    if (!app.on[layerOf(item.school)]) return;
    if (chosen !== null && item.alliance !== chosen) return;
    var p = item.point;
    var r = symbolRadius(item.kind, isFar) - 2;
    var shift = shiftOf(item);
    var x = p.x + shift[0];
    var y = p.y + shift[1];
    var isSmall = isFar && item.kind !== "core";
    (isSmall ? dots : shelf).take([x - r, y - r, x + r, y + r]);
  });
}

function makeLabeller(map, view) {
  var items = labelItems(view);
  var pool = namePool(map.getPane(view.panes.names));
  return function draw() {
    var chosen = highlighted(view);
    var zoom = map.getZoom();
    var isFar = zoom < app.zoom.numbers;
    var seen = map.getPixelBounds().pad(0.15);
    var near = items.filter(function (item) {
      if (!seen.contains(map.project(item.at, zoom))) return false;
      item.point = map.latLngToLayerPoint(item.at);
      return true;
    });
    var shelf = new Shelf();
    var dots = new Shelf();
    occupy(shelf, dots, near, chosen, isFar);
    pool.reset();
    near.forEach(function (item) {
      if (!isSeen(view) || !wanted(item, zoom, chosen)) return;
      var radius = symbolRadius(item.kind, isFar);
      var box = bestSpot(item, spots(item, item.point, radius), shelf, dots);
      if (!box) return;
      shelf.take(box);
      pool.show(item, box);
    });
    pool.hideRest();
  };
}

// The first free box, rather one that hides no small symbol either.
function bestSpot(item, boxes, shelf, dots) {
  var free = boxes.filter(function (box) { return shelf.isFree(box); });
  var clear = free.filter(function (box) { return dots.isFree(box); });
  return clear[0] || (item.kind === "number" ? null : free[0]) || null;
}

// Elements for names, used again at each drawing.
function namePool(pane) {
  var nodes = [];
  var count = 0;
  return {
    reset: function () { count = 0; },
    show: function (item, box) {
      var node = nodes[count];
      if (!node) {
        node = nodes[count] = el("div");
        pane.appendChild(node);
      }
      count += 1;
      node.className = "name name-" + item.kind;
      node.textContent = item.text;
      node.style.display = "";
      moveFlat(node, L.point(Math.round(box[0]), Math.round(box[1])));
    },
    hideRest: function () {
      nodes.slice(count).forEach(function (node) { node.style.display = "none"; });
    },
  };
}

// What makes the page readable by pointer, keys and ear; called once all is drawn.

function addReading(page, stage) {
  app.stage = stage;
  addVoice(page);
  wirePopups(app.map);
  addHovering();
  nameSymbols();
  nameMap(app.map);
  app.onFilter.push(function () {
    app.tellFilter();
    app.countTabs();
    showMatches();
    restyle();
  });
  corner(app.map, [[linkSign(), "link", copyLink]]);
  app.listeners.push(function (number) { announceChoice(number); });
}

// A screen reader meets every symbol with its name; the list is where keys reach it.
function nameSymbols() {
  app.views.forEach(function (view) {
    view.markers.forEach(function (marker, i) {
      if (!marker) return;
      marker.on("add", function () { nameSymbol(marker.getElement(), view.schools[i]); });
      if (marker.getElement()) nameSymbol(marker.getElement(), view.schools[i]);
    });
  });
}

function nameSymbol(node, school) {
  var facts = { name: school.name, role: roleText(school), number: school.alliance };
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", say(school.alliance ? "symbol.of" : "symbol", facts));
}

function nameMap(map) {
  var box = map.getContainer();
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", say("mapLabel"));
}

function announceChoice(number) {
  if (number === null) return;
  announce(say("opened", { name: app.view.alliances[number - 1].name }));
}

function linkSign() {
  var node = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16,
    "aria-hidden": "true" });
  node.appendChild(svg("path", { fill: "none", stroke: "#2b3440", "stroke-width": 1.6,
    "stroke-linecap": "round",
    d: "M6.6 9.4a2.6 2.6 0 0 0 3.7 0l2.6-2.6a2.6 2.6 0 0 0-3.7-3.7l-1 1"
      + "M9.4 6.6a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7l1-1" }));
  return node;
}

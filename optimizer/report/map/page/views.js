// A view is what one plan draws: its schools, lines and names, in panes of its own, so
// that two plans can lie side by side.

function makeViews() {
  app.views = DATA.plans.map(makeView);
  app.view = app.views[0];
}

function makeView(plan, place) {
  var schools = DATA.schools.map(function (facts, i) {
    return Object.assign({}, facts, plan.states[i]);
  });
  schools.forEach(function (school) {
    if (school.alliance) school.ally = plan.alliances[school.alliance - 1];
  });
  return {
    place: place,
    plan: plan,
    schools: schools,
    alliances: plan.alliances,
    markers: [], // by school, null without a position
    spokes: {}, // lists of lines with their casings by alliance number
    layers: {}, // by role, and the spokes
    panes: { spokes: "spokes" + place, marks: "marks" + place,
      symbols: "symbols" + place, names: "names" + place },
    relabel: null, // draws the names again
  };
}

var PANES = [["spokes", 350], ["marks", 360], ["symbols", 600], ["names", 640]];

function addPanes(map) {
  var ground = map.createPane("ground");
  ground.style.zIndex = 200;
  ground.style.pointerEvents = "none";
  app.views.forEach(function (view) {
    PANES.forEach(function (pane) {
      var node = map.createPane(view.panes[pane[0]]);
      node.style.zIndex = pane[1] + view.place;
      node.classList.add("pane-" + pane[0]);
      if (pane[0] !== "symbols") node.style.pointerEvents = "none";
      // Every symbol has a name of its own: names and numbers are not read out again.
      if (pane[0] === "names") node.setAttribute("aria-hidden", "true");
    });
  });
}

function isSeen(view) {
  return app.shown === "swipe" || app.shown === String(view.place);
}

function seenViews() {
  return app.views.filter(isSeen);
}

// Put on the map what the legend and the choice of plans ask for, take off the rest.
function refreshLayers() {
  function show(name, layer, seen) {
    if (seen && app.on[name]) layer.addTo(app.map);
    else layer.remove();
  }
  Object.keys(app.layers).forEach(function (name) {
    show(name, app.layers[name], true);
  });
  app.views.forEach(function (view) {
    Object.keys(view.layers).forEach(function (name) {
      show(name, view.layers[name], isSeen(view));
    });
  });
}

function setLayer(name, isOn) {
  app.on[name] = isOn;
  refreshLayers();
  restyle();
  app.onLayers.forEach(function (listener) { listener(); });
}

// Speak of another plan: the alliance that stays selected is the one with that core.
function useView(view) {
  if (app.view === view) return;
  var key = app.selected === null ? null : app.view.alliances[app.selected - 1].key;
  app.view = view;
  app.year = Infinity;
  app.selected = numberOfKey(view, key);
  app.onView.forEach(function (listener) { listener(); });
  select(app.selected, { from: "view" });
}

function numberOfKey(view, key) {
  var found = view.alliances.filter(function (a) { return a.key === key; })[0];
  return found ? found.number : null;
}

// The number that is highlighted in a view; the other plan shows the same core's.
function highlighted(view) {
  if (app.selected === null || view === app.view) return app.selected;
  return numberOfKey(view, app.view.alliances[app.selected - 1].key);
}

// Draw again what depends on selection, year and zoom.
function restyle() {
  app.views.forEach(function (view) {
    styleSpokes(view);
    dimSchools(view);
    fadeFiltered(view);
    redrawCrowd(view);
  });
  app.relabel();
}

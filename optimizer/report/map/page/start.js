// Puts the page together around the map that folium made.

function startPage(map) {
  app.map = map;
  makeViews();
  var page = el("div.app" + (DATA.backdrop.border ? "" : ".borderless"));
  var stage = el("main.stage");
  var panel = el("aside.panel");
  stage.appendChild(map.getContainer());
  put(page, [panel, stage]);
  document.body.appendChild(page);
  buildSheets(page, stage);
  if (isNarrow()) document.body.classList.add("folded");
  addOverlays(stage);
  buildPanel(panel);
  map.invalidateSize({ animate: false });
  showAll(false);
  map.setMinZoom(Math.max(1, map.getZoom() - 2));
  map.options.maxZoom = DATA.maxZoom;
  drawPlans(map);
  addControls(map);
  addBaseNote(map);
  addComments(map);
  addLegend(stage);
  clearCredit(stage);
  map.on("resize", function () { clearCredit(stage); });
  wire(map);
  addComparing(stage);
  wirePrinting(stage);
  app.openTab("alliances");
  addReading(page, stage);
  app.onView.push(function () {
    buildPanel(panel);
    app.openTab(app.tab);
  });
  addLinking();
}

function drawPlans(map) {
  addPanes(map);
  setZoomSteps(map);
  addBackdrop();
  app.views.forEach(function (view) {
    addSpokes(view);
    addSchools(view);
    view.relabel = makeLabeller(map, view);
  });
}

function wire(map) {
  app.relabel = function () {
    app.views.forEach(function (view) { view.relabel(); });
  };
  refreshLayers();
  arrange();
  map.on("zoomstart", function () { fadeNames("0"); });
  map.on("zoomend", arrange);
  map.on("moveend zoomend resize", function () {
    fadeNames("");
    app.relabel();
  });
  map.on("click", function () { select(null, { from: "map" }); });
  app.listeners.push(function (number, options) {
    openCard(number, options.from === "moves");
    if (options.zoom) showAlliance(number);
    restyle();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    if (app.opened !== null) map.closePopup(); // what is selected goes with the next
    else select(null, {});
  });
}

function arrange() {
  markZoom(app.map);
  app.views.forEach(spreadCores);
  restyle();
}

function fadeNames(opacity) {
  app.views.forEach(function (view) {
    app.map.getPane(view.panes.names).style.opacity = opacity;
  });
}

function showAll(animate) {
  if (!DATA.bounds) return;
  app.map.fitBounds(DATA.bounds, {
    paddingTopLeft: [44, 30], paddingBottomRight: [besideLegend(20), 30],
    animate: animate, maxZoom: 15,
  });
}

// Room on the right: the legend stands there on a wide screen.
function besideLegend(otherwise) {
  var box = document.querySelector(".legend");
  var isOpen = !box || box.open;
  return app.map.getSize().x > 900 && isOpen ? 236 : otherwise;
}

function showAlliance(number, animate) {
  app.map.closePopup();
  if (isNarrow()) togglePanel(false);
  var points = located(schoolsOf(app.view.alliances[number - 1]));
  points = points.concat(routePoints(number));
  if (!points.length) return;
  fitPoints(points, animate);
}

function fitPoints(points, animate) {
  app.map.fitBounds(L.latLngBounds(points), {
    animate: animate,
    paddingTopLeft: [isNarrow() ? 64 : 140, 60], // the buttons stand there
    paddingBottomRight: [besideLegend(60) + (isNarrow() ? 0 : 40), 70],
    maxZoom: Math.min(app.zoom.names + 1, DATA.maxZoom),
  });
}

// Leaflet lets a zoom under way end where it was bound for, whatever came since: end
// it before the map is moved elsewhere at once.
function endZoom() {
  if (app.map._animatingZoom) app.map._onZoomTransitionEnd();
}

function addControls(map) {
  L.control.zoom({ position: "topleft", zoomInTitle: say("zoomIn"),
    zoomOutTitle: say("zoomOut") }).addTo(map);
  corner(map, [["⌂", "home", function () { select(null, {}); showAll(true); }]]);
  corner(map, [
    [say("printA4"), "printA4", function () { printOn("A4"); }],
    [say("printA3"), "printA3", function () { printOn("A3"); }],
  ], "printers");
  L.control.scale({ imperial: false, maxWidth: 140, position: "bottomleft" }).addTo(map);
}

function corner(map, buttons, name) {
  var Corner = L.Control.extend({
    options: { position: "topleft" },
    onAdd: function () {
      var bar = el("div.leaflet-bar.bar" + (name ? "." + name : ""));
      buttons.forEach(function (spec) {
        var node = button("bar-button", spec[0], spec[2]);
        node.title = say(spec[1]);
        node.setAttribute("aria-label", say(spec[1]));
        bar.appendChild(node);
      });
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
  });
  map.addControl(new Corner());
}

function addOverlays(stage) {
  var marks = el("div.watermark");
  marks.setAttribute("aria-hidden", "true");
  for (var i = 0; i < 12; i += 1) marks.appendChild(el("span", DATA.head.watermark));
  stage.appendChild(marks);
  if (DATA.head.notice) stage.appendChild(el("div.notice", DATA.head.notice));
  if (!DATA.bounds) stage.appendChild(el("div.empty", say("noPositions")));
  stage.appendChild(el("div.credit",
    app.view.plan.about.statements[0], " ", DATA.credits.join(" · ")));
}

// On a narrow screen the credit line takes several lines: the scale bar and the legend
// stand above it, whatever its height.
function clearCredit(stage) {
  var height = stage.querySelector(".credit").offsetHeight;
  var above = isNarrow() && height ? height + 6 + "px" : "";
  stage.querySelector(".leaflet-control-scale").style.marginBottom = above;
  stage.querySelector(".legend").style.bottom = above;
}

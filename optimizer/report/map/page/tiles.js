// Tiles of the server the user has named. Without the server the page works as before:
// one picture is asked for first, and only if it comes the others are.

var TILE = 256;
var MOST_FAULTS = 8;
var tileState = { group: null, inner: [], faults: 0, note: null };

function tileGroup() {
  var tiles = DATA.backdrop.tiles;
  tileState.group = L.layerGroup();
  // Between whole zooms tiles are blurred, and seams show.
  app.map.options.zoomSnap = 1;
  showAll(false);
  // A map with a review number is shown as it is.
  if (DATA.head.mode === "internal") app.map.getContainer().classList.add("muted");
  tileState.inner = tiles.urls.map(function (url, place) {
    var layer = L.tileLayer(url, { subdomains: tiles.subdomains, zIndex: place + 1,
      maxNativeZoom: tiles.maxZoom, maxZoom: 22 });
    return layer.on("tileload", function () { tileState.faults = 0; })
      .on("tileerror", function () {
        tileState.faults += 1;
        if (tileState.faults >= MOST_FAULTS) loseTiles();
      });
  });
  window.addEventListener("online", askForTiles);
  window.addEventListener("beforeprint", function () { paintCounty(1); });
  window.addEventListener("afterprint", fillCounty);
  return tileState.group.on("add", askForTiles);
}

function tilesSeen() {
  var group = tileState.group;
  return Boolean(group && app.map.hasLayer(group) && group.getLayers().length);
}

function askForTiles() {
  if (!app.map.hasLayer(tileState.group) || tilesSeen()) return;
  if (navigator.onLine === false) {
    tellOfTiles(say("tiles.offline"));
    return;
  }
  var probe = new Image();
  probe.onload = function () {
    tileState.faults = 0;
    tellOfTiles("");
    tileState.inner.forEach(function (layer) { tileState.group.addLayer(layer); });
    fillCounty();
  };
  probe.onerror = loseTiles;
  probe.src = probeAddress();
}

// The tile in the middle of the map, at a zoom every server has.
function probeAddress() {
  var tiles = DATA.backdrop.tiles;
  var zoom = Math.min(Math.floor(app.map.getZoom()), tiles.maxZoom);
  var at = app.map.project(app.map.getCenter(), zoom).divideBy(TILE).floor();
  return L.Util.template(tiles.urls[0], { z: zoom, x: at.x, y: at.y,
    "-y": Math.pow(2, zoom) - 1 - at.y, s: tiles.subdomains[0] || "" });
}

function loseTiles() {
  tileState.group.clearLayers();
  fillCounty();
  tellOfTiles(say("tiles.lost", { host: DATA.backdrop.tiles.host }),
    button("tiles-again", say("tiles.again"), askForTiles));
}

function tellOfTiles(text, more) {
  if (!tileState.note) return;
  put(clear(tileState.note), [text, more]);
  tileState.note.hidden = !text;
}

// Whose map lies under the plan, on the map itself: seen at every zoom and on paper.
// Tiles for the paper's view would come too late for the printer: they stay off it.
function addBaseNote(map) {
  if (!DATA.baseLines.length) return;
  var Note = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd: function () {
      var state = el("p.base-state");
      state.setAttribute("role", "status");
      state.hidden = true;
      tileState.note = state;
      var isLive = Boolean(DATA.backdrop.tiles);
      var box = el("div.base-note", DATA.baseLines.map(function (line) {
        return el(isLive ? "p.base-live" : "p", line);
      }), state, isLive ? el("p.base-paper", say("tiles.paper")) : null);
      L.DomEvent.disableClickPropagation(box);
      return box;
    },
  });
  map.addControl(new Note());
}

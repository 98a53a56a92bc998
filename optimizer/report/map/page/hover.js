// Pointing at a school, a card or a row brings its alliance forward and lets the others
// recede; what is selected stays selected. The keyboard's focus in the list does the
// same. Classes on few elements do it, so that 2,000 schools cost no more than 100.

var PEEK_DELAY_MS = 70; // from one symbol to the next the map does not flicker

var peekTimer = null;
var peekNodes = [];
var isStill = false; // a list that scrolls below a resting pointer points at nothing

function addHovering() {
  app.views.forEach(function (view) {
    view.markers.forEach(function (marker, i) {
      if (!marker) return;
      marker.on("mouseover", function () {
        peekSoon(view, view.schools[i].alliance, i);
      });
      marker.on("mouseout", function () { peekSoon(view, null, null); });
    });
  });
  app.onView.push(stopPeeking);
  app.listeners.push(function (number) {
    stopPeeking();
    isStill = number !== null;
  });
  app.map.on("movestart", stopPeeking);
  document.addEventListener("keydown", function () { isStill = true; });
  document.addEventListener("mousemove", function (event) {
    if (event.movementX || event.movementY) isStill = false;
  });
}

function stopPeeking() {
  window.clearTimeout(peekTimer);
  peek(app.view, null, null);
}

// A node of the list that stands for an alliance, and maybe for one of its schools.
function pointsAt(node, number, i) {
  function isMeant(event) { return event.type.indexOf("mouse") < 0 || !isStill; }
  function come(event) { if (isMeant(event)) peekSoon(app.view, number, i); }
  function go(event) { if (isMeant(event)) peekSoon(app.view, null, null); }
  node.addEventListener("mouseenter", come);
  node.addEventListener("mouseleave", go);
  node.addEventListener("focus", come);
  node.addEventListener("blur", go);
  return node;
}

function peekSoon(view, number, i) {
  window.clearTimeout(peekTimer);
  if (app.map.dragging && app.map.dragging.moving()) return;
  peekTimer = window.setTimeout(function () { peek(view, number || null, i); },
    PEEK_DELAY_MS);
}

function peek(view, number, i) {
  peekNodes.forEach(function (pair) { pair[0].classList.remove(pair[1]); });
  peekNodes = [];
  if (number === null) seenViews().forEach(function (seen) { lift(seen, "peek", []); });
  app.map.getContainer().classList.toggle("peeking", number !== null);
  if (number !== null) {
    var key = view.alliances[number - 1].key;
    seenViews().forEach(function (seen) { bringForward(seen, numberOfKey(seen, key)); });
    if (view === app.view) mark(document.getElementById("alliance-" + number), "pointed");
  }
  if (i !== null && i !== undefined) pointOut(view, i);
}

function mark(node, name) {
  if (!node) return;
  node.classList.add(name);
  peekNodes.push([node, name]);
}

function bringForward(view, number) {
  if (number === null) return;
  var alliance = view.alliances[number - 1];
  lift(view, "peek", schoolsOf(alliance));
  schoolsOf(alliance).forEach(function (i) {
    if (view.markers[i]) mark(view.markers[i].getElement(), "own");
  });
  view.spokes[number].forEach(function (spoke) {
    if (isLater(spoke.member) || isLater(view.schools[alliance.core])) return;
    spokeNodes(spoke).forEach(function (node) { mark(node, "own"); });
  });
}

function pointOut(view, i) {
  if (view.markers[i]) mark(view.markers[i].getElement(), "pointed");
  if (view !== app.view) return;
  var rows = document.querySelectorAll('.school[data-school="' + i + '"]');
  Array.prototype.forEach.call(rows, function (row) { mark(row, "pointed"); });
}

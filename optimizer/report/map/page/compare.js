// Two plans on one page: a switch, a divider to swipe across, and who changes.

function addComparing(stage) {
  if (app.views.length < 2) return;
  var swipe = swiper(stage);
  var bar = el("div.compare");
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", say("compare"));
  var choices = app.views.map(function (view) {
    return [String(view.place), view.plan.label];
  }).concat([["swipe", say("swipe")]]);
  choices.forEach(function (choice) {
    var node = button("choice", choice[1], function () { showPlans(choice[0]); });
    node.dataset.plans = choice[0];
    node.title = choice[1];
    bar.appendChild(node);
  });
  L.DomEvent.disableClickPropagation(bar);
  stage.appendChild(bar);
  app.onShown = function () {
    Array.prototype.forEach.call(bar.children, function (node) {
      node.setAttribute("aria-pressed", String(node.dataset.plans === app.shown));
    });
    swipe.show(app.shown === "swipe");
  };
  app.onShown();
}

// Show one plan ("0", "1") or both ("swipe"); the panel speaks of the plan shown, and
// on a swipe of the one whose school was clicked last.
function showPlans(shown) {
  if (app.views.length < 2) return;
  app.map.closePopup();
  app.shown = shown;
  refreshLayers();
  if (shown !== "swipe") useView(app.views[Number(shown)]);
  arrange();
  app.onShown();
  writeLink(true);
}

// The divider is a range input, so that keys move it too.
function swiper(stage) {
  var line = el("div.swipe-line");
  var input = el("input.swipe-input");
  input.type = "range";
  input.min = "0";
  input.max = "1000";
  input.value = "500";
  input.setAttribute("aria-label", say("swipeAt"));
  L.DomEvent.disableClickPropagation(input);
  stage.appendChild(line);
  stage.appendChild(input);
  function draw() {
    if (app.shown === "swipe") clipAt(Number(input.value) / 1000, line);
  }
  input.addEventListener("input", draw);
  app.map.on("move zoomend viewreset resize", draw);
  return {
    show: function (isOn) {
      line.hidden = input.hidden = !isOn;
      if (isOn) draw();
      else unclip();
    },
  };
}

var SWIPED = ["spokes", "marks", "symbols", "names"];
var swipedAt = 0; // pixels from the left edge of the map to the divider

// Tell whether a view is what is seen at so many pixels from the left.
function isOnSide(view, x) {
  return app.shown !== "swipe" || (view.place ? x >= swipedAt : x < swipedAt);
}

function clipAt(share, line) {
  var map = app.map;
  var size = map.getSize();
  var at = Math.round(size.x * share);
  swipedAt = at;
  line.style.left = at + "px";
  var corner = map.containerPointToLayerPoint([0, 0]);
  app.views.forEach(function (view) {
    var left = corner.x + (view.place ? at : 0);
    var right = corner.x + (view.place ? size.x : at);
    var box = [[left, corner.y], [right, corner.y], [right, corner.y + size.y],
      [left, corner.y + size.y]].map(function (p) {
      return p[0] + "px " + p[1] + "px";
    });
    setClip(view, "polygon(" + box.join(",") + ")");
  });
}

function unclip() {
  app.views.forEach(function (view) { setClip(view, ""); });
}

function setClip(view, path) {
  SWIPED.forEach(function (name) {
    app.map.getPane(view.panes[name]).style.clipPath = path;
  });
}

// Who changes.

var changes = null;

function changeOf(i) {
  if (!changes) {
    changes = {};
    DATA.moves.forEach(function (move) { changes[move.school] = move; });
  }
  return changes[i] || null;
}

function changeParts() {
  return [["#fff", 4.6], ["#16202c", 1.6]].map(function (ink) {
    return part(round(15.5), "none", ink[0], { width: ink[1], dash: [5, 2.5] });
  });
}

// The symbol of a school, with a broken ring if the plans differ on it.
function marked(node, i) {
  if (changeOf(i)) {
    changeParts().forEach(function (piece) { node.appendChild(pathNode(piece)); });
  }
  return node;
}

function changedRow() {
  if (!DATA.moves.length) return null;
  var node = svg("svg", { viewBox: "-5 -5 36 36", width: BOX, height: BOX,
    "aria-hidden": "true" });
  changeParts().forEach(function (piece) { node.appendChild(pathNode(piece)); });
  return el("div.legend-row", el("span.legend-sample", node), el("span", say("changed")));
}

function planNames() {
  return { first: DATA.plans[0].label, second: DATA.plans[1].label };
}

function movesPage() {
  var facts = Object.assign({ n: DATA.moves.length }, planNames());
  return [totalsTable(),
    el("p.hint", DATA.moves.length ? say("movesHint", facts) : say("movesNone")),
    DATA.moves.map(moveRow)];
}

// What the two plans reach, side by side.
function totalsTable() {
  var rows = [
    ["coverage", function (view) { return view.plan.coverage.line; }],
    ["alliances", function (view) { return view.alliances.length; }],
    ["inside", function (view) { return countOf(view, ["core", "member"]); }],
    ["uncovered", function (view) { return countOf(view, ["outside"]); }],
    ["longest", longestTrip],
  ];
  return el("table.totals", el("thead", el("tr", el("td"), app.views.map(function (view) {
    var head = el("th", view.plan.label);
    head.scope = "col";
    return head;
  }))), el("tbody", rows.map(function (row) {
    var head = el("th", say(row[0]));
    head.scope = "row";
    return el("tr", head, app.views.map(function (view) {
      return el("td", row[1](view));
    }));
  })));
}

function countOf(view, roles) {
  return view.schools.filter(function (school) {
    return roles.indexOf(school.role) >= 0;
  }).length;
}

function longestTrip(view) {
  var worst = view.alliances.map(function (a) { return a.worst; }).filter(function (m) {
    return m !== undefined;
  });
  return worst.length ? say("minutes", { minutes: Math.max.apply(null, worst) }) : "";
}

function moveRow(move) {
  var ends = app.views.map(function (view) { return endText(view, move.school); });
  var school = DATA.schools[move.school];
  return button("school.moved", [
    el("span.card-text",
      el("span.school-name", school.name,
        el("em.chip.chip-" + move.kind, say("move." + move.kind, planNames()))),
      el("small", placeOf(school)),
      el("small", say("before") + say("colon") + ends[0]),
      el("small", say("after") + say("colon") + ends[1])),
  ], function () { focusInEither(move.school); });
}

function endText(view, i) {
  var school = view.schools[i];
  if (school.role === "absent") return say("absent");
  if (!school.ally) return say(school.role);
  var core = school.role === "core" ? say("core")
    : view.schools[school.ally.core].name;
  return [school.ally.number + " · " + core, school.travel].filter(Boolean).join(" · ");
}

// Show a school, in the other plan if the one spoken of does not know it.
function focusInEither(i) {
  if (app.view.schools[i].role === "absent") showPlans(app.view.place ? "0" : "1");
  focusSchool(i, "moves");
}

// What a click on a school tells.

function factRow(label, value) {
  if (!value || (Array.isArray(value) && !value.length)) return [];
  var text = Array.isArray(value) ? value.join(say("comma")) : value;
  return [el("dt", label), el("dd", text)];
}

// What stands behind the trip of a member; on the internal map only.
function evidenceFacts(school) {
  var rows = [
    factRow(say("edge"), school.edgeWhy),
    factRow(say("computed"), school.computed),
    factRow(say("roads"), school.roads),
    factRow(say("slow"), school.slow),
    factRow(say("second"), school.second),
    (school.scenarios || []).map(function (scenario) {
      return [el("dt", scenario.name),
        el("dd" + (scenario.over ? ".over" : ""), scenario.text)];
    }),
  ].filter(function (row) { return row.length; });
  return rows.length
    ? [el("h4.evidence", say("evidence")), el("dl.facts", rows)] : null;
}

// Short marks beside the name: 临界, and each scenario that breaks a limit.
function tripChips(school) {
  var chips = school.edge ? [el("em.chip.chip-edge", say("edge"))] : [];
  return chips.concat((school.scenarios || [])
    .filter(function (scenario) { return scenario.over; })
    .map(function (scenario) {
      return el("em.chip.chip-over", say("over", { name: scenario.name }));
    }));
}

function placeInPlan(school, alliance) {
  if (!alliance) return [];
  return [
    factRow(say("alliance"), alliance.number + " · " + alliance.name),
    school.role === "member"
      ? factRow(say("coreOf"), app.view.schools[alliance.core].name) : [],
  ];
}

function roleText(school) {
  var kind = school.role === "member" && sortOf(school);
  return say(school.role) + (kind ? " · " + say("kind." + kind) : "");
}

function popupContent(i) {
  var school = app.view.schools[i];
  var alliance = allianceOf(school);
  var facts = el("dl.facts",
    factRow(say("place"), placeOf(school)),
    factRow(say("role"), roleText(school)),
    placeInPlan(school, alliance),
    factRow(say("since"), school.role !== "core" && school.since && String(school.since)),
    factRow(say("travel"), school.travel),
    factRow(say("source"), school.travel && school.source),
    factRow(say("tags"), school.tags),
    factRow(say("reason"), school.choice),
    factRow(say("why"), school.reason),
    factRow(say("lift"), school.lift),
    factRow(say("nextBest"), school.next),
    factRow(say("nearest"), school.nearest));
  return el("div.card-popup",
    el("div.popup-head", schoolBadge(school),
      el("div", el("strong", school.name), el("small", school.type, tripChips(school)))),
    facts,
    school.role === "core" ? coreFacts(alliance) : null,
    school.lineNote ? el("p.line-note", school.lineNote) : null,
    evidenceFacts(school),
    alliance ? button("link", say("show"), function () {
      select(alliance.number, { zoom: true, from: "popup" });
    }) : null,
    commentButton({ school: i }));
}

function coreFacts(alliance) {
  return [el("h4.evidence", say("facts")), allianceFacts(alliance)];
}

// A popup is a small dialog beside its symbol: it has a name, takes the focus if it was
// opened from a list, and gives it back.
function wirePopups(map) {
  app.opened = null;
  app.backTo = null;
  map.on("popupopen", function (event) { popupOpened(event.popup); });
  map.on("popupclose", function () {
    app.opened = null;
    app.views.forEach(function (view) { lift(view, "open", []); });
    markCurrent();
    writeLink(false);
    if (app.backTo && document.contains(app.backTo)) {
      app.backTo.focus({ preventScroll: true });
    }
    app.backTo = null;
  });
}

function popupOpened(popup) {
  var i = app.view.markers.indexOf(popup._source);
  if (i < 0) return;
  var school = app.view.schools[i];
  var node = popup.getElement();
  app.opened = i;
  lift(app.view, "open", [i]);
  node.setAttribute("role", "dialog");
  node.setAttribute("aria-label", school.name);
  node.tabIndex = -1;
  var shut = node.querySelector(".leaflet-popup-close-button");
  shut.setAttribute("aria-label", say("close"));
  markCurrent();
  if (school.role === "core") showReachOf(school.alliance);
  announce(say("opened", { name: school.name }));
  if (app.backTo) node.focus({ preventScroll: true });
  writeLink(false);
}

// Mark the rows of the school whose popup is open.
function markCurrent() {
  eachNode(".school[data-school]", function (node) {
    if (Number(node.dataset.school) === app.opened) {
      node.setAttribute("aria-current", "true");
    } else node.removeAttribute("aria-current");
  });
}

// Lists of schools: outside, without a position, out of scope.

function schoolButton(i, note, more) {
  var school = app.view.schools[i];
  var node = button("school", [
    schoolBadge(school),
    el("span.card-text", el("span.school-name", school.name, tripChips(school)),
      el("small", note), more ? el("small.school-more", more) : null),
  ], function () { focusSchool(i); });
  node.dataset.school = String(i);
  return pointsAt(node, school.alliance || null, i);
}

function schoolList(indices, note) {
  return el("ul.schools", indices.map(function (i) {
    return el("li", schoolButton(i, note(app.view.schools[i])));
  }));
}

function outsideList(indices) {
  var groups = ["reach", "full", "will", "place", "other"].filter(function (group) {
    return indices.some(function (i) { return app.view.schools[i].group === group; });
  });
  return [
    el("p.hint", indices.length ? say("uncoveredHint") : say("noneUncovered")),
    groups.length ? groups.map(function (group) { return outsideGroup(group, indices); })
      : schoolList(indices, outsideNote),
    outOfScope(),
  ];
}

function outsideNote(school) {
  return [placeOf(school), school.reason].join(" · ");
}

function outsideGroup(group, indices) {
  var own = indices.filter(function (i) { return app.view.schools[i].group === group; });
  return el("section.group", el("h3", badge("outside", null, group),
    say("group." + group), el("span.count", own.length)), schoolList(own, outsideNote));
}

function outOfScope() {
  var gone = indicesWhere(function (s) { return s.role === "excluded"; });
  if (!gone.length) return null;
  return el("section.group", el("h3", badge("excluded"), say("excluded"),
    el("span.count", gone.length)), schoolList(gone, function (school) {
    return [school.type, placeOf(school), school.reason].join(" · ");
  }));
}

function lostList(indices) {
  return [el("p.hint", say("unlocatedHint")), schoolList(indices, function (school) {
    var name = school.alliance ? say("alliance") + " " + school.alliance
      : say(school.role);
    return [placeOf(school), name].join(" · ");
  })];
}

// Leave out of the lists what does not match the filter.
function showMatches() {
  if (!app.matches) return;
  var filtered = isFiltered();
  document.body.classList.toggle("filtered", filtered);
  eachNode("#page-alliances .card", function (card) {
    var alliance = app.view.alliances[Number(card.id.replace("alliance-", "")) - 1];
    card.hidden = !matchesAny(alliance) && app.selected !== alliance.number;
  });
  eachNode(".panel-body .school[data-school]", function (node) {
    var isMatch = app.matches[Number(node.dataset.school)];
    node.classList.toggle("unmatched", !isMatch);
    if (!node.closest(".card")) node.parentNode.hidden = !isMatch;
  });
  eachNode(".group", function (group) {
    group.hidden = filtered && !group.querySelector("li:not([hidden])");
  });
  eachNode(".county", function (head) {
    var card = head.nextSibling;
    while (card && card.hidden && card.classList.contains("card")) {
      card = card.nextSibling;
    }
    head.hidden = !card || !card.classList.contains("card");
  });
}

function eachNode(selector, visit) {
  Array.prototype.forEach.call(document.querySelectorAll(selector), visit);
}

// Show a school on the map, or in the list if it has no position.
function focusSchool(i, from) {
  var school = app.view.schools[i];
  var marker = app.view.markers[i];
  var caller = document.activeElement;
  app.map.closePopup(); // one still open would take the focus back
  if (isNarrow()) togglePanel(!marker);
  if (school.alliance) select(school.alliance, { from: from || "search" });
  else select(null, {});
  if (!marker) {
    if (!school.alliance) app.openTab(isLost(school) ? "unlocated" : "uncovered");
    announce(say("opened", { name: school.name }));
    return;
  }
  if (!app.on[layerOf(school)]) setLayer(layerOf(school), true);
  bringIntoView(i);
  app.backTo = caller;
  lift(app.view, "open", [i]);
  marker.openPopup();
}

// A core with its alliance, a member with the way to its core, another school by itself.
// At once: a popup finds its room only on a map that stands still.
function bringIntoView(i) {
  endZoom();
  var school = app.view.schools[i];
  var own = school.role === "member" && app.view.spokes[school.alliance].filter(
    function (spoke) { return spoke.member === school; })[0];
  if (school.role === "core") showAlliance(school.alliance, false);
  else if (own) fitPoints(own.points, false);
  else {
    app.map.setView(school.at, Math.max(app.map.getZoom(), app.zoom.names),
      { animate: false });
  }
}

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

function allianceFacts(school, alliance) {
  if (!alliance) return [];
  var core = app.view.schools[alliance.core];
  return [
    factRow(say("alliance"), alliance.number + " · " + alliance.name),
    school.role === "member" ? factRow(say("coreOf"), core.name) : [],
    school.role === "core"
      ? factRow(say("members"), say("schools", { n: alliance.members.length })) : [],
    school.role === "core" ? factRow(say("reason"), alliance.choice) : [],
  ];
}

function popupContent(i) {
  var school = app.view.schools[i];
  var alliance = allianceOf(school);
  var facts = el("dl.facts",
    factRow(say("place"), placeOf(school)),
    factRow(say("role"), say(school.role)),
    allianceFacts(school, alliance),
    factRow(say("since"), school.since && String(school.since)),
    factRow(say("travel"), school.travel),
    factRow(say("source"), school.travel && school.source),
    factRow(say("tags"), school.tags),
    factRow(say("reason"), school.choice),
    factRow(say("why"), school.reason),
    factRow(say("nextBest"), school.next),
    factRow(say("nearest"), school.nearest));
  var evidence = evidenceFacts(school);
  return el("div.card-popup",
    el("div.popup-head", schoolBadge(school),
      el("div", el("strong", school.name), el("small", school.type, tripChips(school)))),
    facts,
    school.lineNote ? el("p.line-note", school.lineNote) : null,
    evidence,
    alliance ? button("link", say("show"), function () {
      select(alliance.number, { zoom: true, from: "popup" });
    }) : null,
    commentButton({ school: i }));
}

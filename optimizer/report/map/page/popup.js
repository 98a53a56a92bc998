// What a click on a school tells.

function factRow(label, value) {
  if (!value || (Array.isArray(value) && !value.length)) return [];
  var text = Array.isArray(value) ? value.join(say("comma")) : value;
  return [el("dt", label), el("dd", text)];
}

function allianceFacts(school, alliance) {
  if (!alliance) return [];
  var core = DATA.schools[alliance.core];
  return [
    factRow(say("alliance"), alliance.number + " · " + alliance.name),
    school.role === "member" ? factRow(say("coreOf"), core.name) : [],
    school.role === "core"
      ? factRow(say("members"), say("schools", { n: alliance.members.length })) : [],
    school.role === "core" ? factRow(say("reason"), alliance.choice) : [],
  ];
}

function popupContent(i) {
  var school = DATA.schools[i];
  var alliance = allianceOf(school);
  var facts = el("dl.facts",
    factRow(say("place"), placeOf(school)),
    factRow(say("role"), say(school.role)),
    allianceFacts(school, alliance),
    factRow(say("travel"), school.travel),
    factRow(say("source"), school.travel && school.source),
    factRow(say("tags"), school.tags),
    factRow(say("reason"), school.choice),
    factRow(say("why"), school.reason),
    factRow(say("nextBest"), school.next),
    factRow(say("nearest"), school.nearest));
  return el("div.card-popup",
    el("div.popup-head", schoolBadge(school),
      el("div", el("strong", school.name), el("small", school.type))),
    facts,
    alliance ? button("link", say("show"), function () {
      select(alliance.number, { zoom: true, from: "popup" });
    }) : null);
}

// The list of alliances: a card each, which opens to its facts and its schools.

function allianceList() {
  var list = el("ul.cards");
  var counts = {};
  app.view.alliances.forEach(function (a) {
    counts[a.county] = (counts[a.county] || 0) + 1;
  });
  var many = Object.keys(counts).length > 1;
  var last = null;
  app.view.alliances.forEach(function (alliance) {
    if (many && alliance.county !== last) {
      list.appendChild(el("li.county", alliance.county,
        el("span.count", counts[alliance.county])));
      last = alliance.county;
    }
    list.appendChild(allianceCard(alliance));
  });
  return list;
}

function plainBadge(alliance) {
  var node = badge("core", Object.assign({}, alliance, { demonstrator: false }));
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", say("number") + " " + alliance.number);
  return node;
}

function typeText(alliance) {
  return alliance.type
    && say(alliance.decided ? "decided" : "suggested", { type: alliance.type });
}

function allianceCard(alliance) {
  var meta = [typeText(alliance), say("schools", { n: schoolsOf(alliance).length }),
    alliance.worst && say("worst", { minutes: alliance.worst })];
  var head = button("card-head", [
    plainBadge(alliance),
    el("span.card-text", el("span.card-name", alliance.name, chips(alliance)),
      el("span.card-meta", meta.filter(Boolean).join(" · "))),
  ], function () {
    var again = app.selected === alliance.number;
    select(again ? null : alliance.number, { zoom: !again, from: "list" });
  });
  var body = el("div.card-body");
  var card = el("li.card", pointsAt(head, alliance.number, null), body);
  card.id = "alliance-" + alliance.number;
  body.id = "alliance-body-" + alliance.number;
  head.setAttribute("aria-expanded", "false");
  head.setAttribute("aria-controls", body.id);
  return card;
}

function chips(alliance) {
  return ["demonstrator", "pilot"]
    .filter(function (name) { return alliance[name]; })
    .map(function (name) { return el("em.chip.chip-" + name, say(name)); });
}

// Open the card of an alliance; quietly, if another tab is being gone through.
function openCard(number, isQuiet) {
  Array.prototype.forEach.call(document.querySelectorAll(".card.open"), function (card) {
    card.classList.remove("open");
    card.firstChild.setAttribute("aria-expanded", "false");
  });
  if (number === null) return;
  if (!isQuiet) app.openTab("alliances");
  var card = document.getElementById("alliance-" + number);
  card.classList.add("open");
  card.hidden = false; // what is selected is shown, whatever the filter
  card.firstChild.setAttribute("aria-expanded", "true");
  fillCard(card.lastChild, app.view.alliances[number - 1]);
  if (!isQuiet) scrollTo(card);
}

function scrollTo(card) {
  var body = card.closest(".panel-body");
  if (body.scrollHeight <= body.clientHeight) { // the panel scrolls, if anything
    card.scrollIntoView({ block: "nearest" });
    return;
  }
  var top = card.offsetTop; // within the body, which is positioned
  var low = top + Math.min(card.offsetHeight, body.clientHeight);
  if (top < body.scrollTop || low > body.scrollTop + body.clientHeight) {
    body.scrollTop = Math.max(0, top - 46);
  }
}

function fillCard(body, alliance) {
  if (body.firstChild) return;
  put(body, [allianceFacts(alliance), el("ul.schools", schoolsOf(alliance).map(
    function (i) { return el("li", cardSchool(i, alliance)); })),
    (alliance.notes || []).map(function (note) { return el("p.card-note", note); }),
    commentButton({ alliance: alliance.number })]);
  showMatches();
}

function cardSchool(i, alliance) {
  var school = app.view.schools[i];
  var note = school.role === "core" ? say("core") : school.travel || "";
  if (school.travel && school.source) note += " · " + school.source;
  if (school.since > alliance.start) note += " · " + school.since;
  var next = school.next ? say("nextBest") + say("colon") + school.next : null;
  return schoolButton(i, note, next);
}

// What adds up over an alliance: beside its name in the list, and where its core is
// clicked.
function allianceFacts(alliance) {
  var members = alliance.members.length;
  return el("dl.facts",
    factRow(say("size"), say("size.text", { n: members + 1, members: members })),
    factRow(say("kinds"), kindCounts(alliance)),
    factRow(say("pupils"), alliance.pupils),
    factRow(say("farthest"), alliance.worst && (alliance.worstKm
      ? say("trip.both", { minutes: alliance.worst, km: alliance.worstKm })
      : say("minutes", { minutes: alliance.worst }))),
    factRow(say("mean"), alliance.mean && say("minutes", { minutes: alliance.mean })),
    factRow(say("typeName"), typeText(alliance)),
    factRow(say("typeWhy"), alliance.typeWhy),
    factRow(say("leads"), alliance.choice),
    factRow(say("start"), alliance.start && String(alliance.start)),
    factRow(say("before"), alliance.grown));
}

function kindCounts(alliance) {
  var counts = {};
  alliance.members.forEach(function (i) {
    var kind = sortOf(app.view.schools[i]) || "rest";
    counts[kind] = (counts[kind] || 0) + 1;
  });
  var kinds = ["rural", "weak", "new", "point", "rest"].filter(function (kind) {
    return counts[kind];
  });
  if (kinds.join() === "rest") return [];
  return kinds.map(function (kind) {
    return say("kinds.part", { kind: say("kind." + kind), n: counts[kind] });
  });
}

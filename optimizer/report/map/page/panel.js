// The side panel: heading, coverage, search, lists, explanations.

function buildPanel(panel) {
  var body = el("div.panel-body");
  put(clear(panel), [heading(), searchBox(), tabs(body), body]);
}

function heading() {
  var head = DATA.head;
  var plan = app.view.plan;
  var line = [plan.version, plan.scenario, plan.status, plan.digest].filter(Boolean)
    .join(" · ");
  var fold = button("fold", "", function () { togglePanel(); });
  fold.setAttribute("aria-label", say("panel"));
  fold.title = say("panel");
  return el("header.panel-head", fold,
    el("span.mode.mode-" + head.mode, head.modeName),
    el("h1", plan.title), el("p.version", line), coverageMeter(), yearBar());
}

// Which schools have joined by the end of a year; the last year is the whole plan.
function yearBar() {
  if (!app.view.plan.years.length) return null;
  var told = el("p");
  var bar = el("div.years", el("span", say("years")));
  function choose(entry, node) {
    app.year = entry.year;
    Array.prototype.forEach.call(bar.querySelectorAll(".year"), function (other) {
      other.setAttribute("aria-pressed", String(other === node));
    });
    put(clear(told), entry.line);
    restyle();
  }
  app.view.plan.years.forEach(function (entry, place) {
    var node = button("year", String(entry.year), function () { choose(entry, node); });
    node.setAttribute("aria-pressed", String(place === app.view.plan.years.length - 1));
    bar.appendChild(node);
  });
  return put(bar, told);
}

function togglePanel(open) {
  var folded = open === undefined
    ? !document.body.classList.contains("folded") : !open;
  document.body.classList.toggle("folded", folded);
  app.map.invalidateSize({ animate: false });
}

function meter(permille, targetPct) {
  var bar = el("div.meter", el("span"));
  bar.firstChild.style.width = permille / 10 + "%";
  if (targetPct) {
    var mark = el("i");
    mark.style.left = targetPct + "%";
    bar.appendChild(mark);
  }
  return bar;
}

function coverageMeter() {
  var cover = app.view.plan.coverage;
  var box = el("div.coverage", el("p.coverage-line", cover.line));
  if (cover.permille !== undefined) {
    box.firstChild.appendChild(el("b", Math.floor(cover.permille / 10) + "."
      + (cover.permille % 10) + "%"));
    box.appendChild(meter(cover.permille, cover.targetPct));
  }
  if (cover.target) {
    box.appendChild(el("p.coverage-target" + (cover.met ? ".met" : ".unmet"),
      cover.target));
  }
  return box;
}

function indicesWhere(test) {
  return app.view.schools
    .map(function (school, i) { return i; })
    .filter(function (i) { return test(app.view.schools[i]); });
}

function tabs(body) {
  var outside = indicesWhere(function (s) { return s.role === "outside"; });
  var lost = indicesWhere(function (s) { return !s.at && s.role !== "excluded"; });
  var pages = [
    ["alliances", app.view.alliances.length, allianceList],
    ["uncovered", outside.length, function () { return outsideList(outside); }],
  ];
  if (lost.length) {
    pages.push(["unlocated", lost.length, function () { return lostList(lost); }]);
  }
  if (DATA.plans.length > 1) {
    pages.push(["moves", DATA.moves.length, movesPage]);
  }
  pages.push(["about", null, aboutPage]);
  var row = el("div.tabs");
  row.setAttribute("role", "tablist");
  var made = {};
  app.openTab = function (name) {
    app.tab = name;
    pages.forEach(function (page, place) {
      var isOpen = page[0] === name;
      var tab = row.children[place];
      tab.setAttribute("aria-selected", String(isOpen));
      if (isOpen && !made[name]) {
        made[name] = el("div.page", page[2]());
        body.appendChild(made[name]);
      }
      if (made[page[0]]) made[page[0]].hidden = !isOpen;
    });
    body.scrollTop = 0;
  };
  pages.forEach(function (page) {
    var count = page[1] === null ? null : el("span.count", page[1]);
    var tab = button("tab", [say(page[0]), count], function () { app.openTab(page[0]); });
    tab.setAttribute("role", "tab");
    row.appendChild(tab);
  });
  return row;
}

// Alliances.

function allianceList() {
  var list = el("ul.cards");
  var counties = {};
  app.view.alliances.forEach(function (a) {
    counties[a.county] = (counties[a.county] || 0) + 1;
  });
  var many = Object.keys(counties).length > 1;
  var last = null;
  app.view.alliances.forEach(function (alliance) {
    if (many && alliance.county !== last) {
      list.appendChild(el("li.county", alliance.county,
        el("span.count", counties[alliance.county])));
      last = alliance.county;
    }
    list.appendChild(allianceCard(alliance));
  });
  return list;
}

function allianceCard(alliance) {
  var size = schoolsOf(alliance).length;
  var meta = [
    alliance.type && say(alliance.decided ? "decided" : "suggested", { type: alliance.type }),
    say("schools", { n: size }),
    alliance.worst && say("worst", { minutes: alliance.worst }),
  ].filter(Boolean).join(" · ");
  var head = button("card-head", [
    badge("core", Object.assign({}, alliance, { demonstrator: false })),
    el("span.card-text", el("span.card-name", alliance.name, chips(alliance)),
      el("span.card-meta", meta)),
  ], function () {
    var again = app.selected === alliance.number;
    select(again ? null : alliance.number, { zoom: !again, from: "list" });
  });
  head.setAttribute("aria-expanded", "false");
  var card = el("li.card", head, el("div.card-body"));
  card.id = "alliance-" + alliance.number;
  return card;
}

function chips(alliance) {
  return ["demonstrator", "pilot"]
    .filter(function (name) { return alliance[name]; })
    .map(function (name) { return el("em.chip.chip-" + name, say(name)); });
}

function openCard(number) {
  Array.prototype.forEach.call(document.querySelectorAll(".card.open"), function (card) {
    card.classList.remove("open");
    card.firstChild.setAttribute("aria-expanded", "false");
  });
  if (number === null) return;
  app.openTab("alliances");
  var card = document.getElementById("alliance-" + number);
  card.classList.add("open");
  card.firstChild.setAttribute("aria-expanded", "true");
  fillCard(card.lastChild, app.view.alliances[number - 1]);
  scrollTo(card);
}

function scrollTo(card) {
  var body = card.closest(".panel-body");
  var top = card.offsetTop - body.offsetTop;
  var low = top + Math.min(card.offsetHeight, body.clientHeight);
  if (top < body.scrollTop || low > body.scrollTop + body.clientHeight) {
    body.scrollTop = Math.max(0, top - 46);
  }
}

function fillCard(body, alliance) {
  if (body.firstChild) return;
  put(body, schoolsOf(alliance).map(function (i) {
    var school = app.view.schools[i];
    var note = school.role === "core" ? say("core") : school.travel || "";
    var tail = school.travel && school.source ? " · " + school.source : "";
    if (school.since > alliance.start) tail += " · " + school.since;
    return schoolButton(i, note + tail);
  }));
  if (alliance.start) {
    body.appendChild(el("p.card-note", say("start") + ":" + alliance.start));
  }
  if (alliance.grown) body.appendChild(el("p.card-note", alliance.grown));
  (alliance.notes || []).forEach(function (note) {
    body.appendChild(el("p.card-note", note));
  });
  put(body, commentButton({ alliance: alliance.number }));
}

function schoolButton(i, note) {
  var school = app.view.schools[i];
  return button("school", [
    schoolBadge(school),
    el("span.card-text", el("span.school-name", school.name, tripChips(school)),
      el("small", note)),
  ], function () { focusSchool(i); });
}

// Schools outside, without a position, out of scope.

function outsideList(indices) {
  var rows = indices.map(function (i) {
    var school = app.view.schools[i];
    return schoolButton(i, [placeOf(school), school.reason].join(" · "));
  });
  var gone = indicesWhere(function (s) { return s.role === "excluded"; });
  return [
    el("p.hint", rows.length ? say("uncoveredHint") : say("noneUncovered")),
    rows,
    gone.length ? el("h3", say("excluded"), el("span.count", gone.length)) : null,
    gone.map(function (i) {
      var school = app.view.schools[i];
      return schoolButton(i, [school.type, placeOf(school), school.reason].join(" · "));
    }),
  ];
}

function lostList(indices) {
  return [el("p.hint", say("unlocatedHint"))].concat(indices.map(function (i) {
    var school = app.view.schools[i];
    var name = school.alliance ? say("alliance") + " " + school.alliance
      : say(school.role);
    return schoolButton(i, [placeOf(school), name].join(" · "));
  }));
}

function focusSchool(i) {
  var school = app.view.schools[i];
  var marker = app.view.markers[i];
  if (isNarrow()) togglePanel(!marker);
  if (school.alliance) select(school.alliance, { from: "search" });
  else select(null, {});
  if (!marker) {
    if (!school.alliance) app.openTab("unlocated");
    return;
  }
  if (!app.on[school.role]) setLayer(school.role, true);
  app.map.setView(marker.getLatLng(), Math.max(app.map.getZoom(), app.zoom.names),
    { animate: false });
  marker.openPopup();
}

// Explanations.

function aboutPage() {
  var about = app.view.plan.about;
  var cover = app.view.plan.coverage;
  return [
    el("h3", say("statements")),
    about.statements.map(function (text) { return el("p", text); }),
    el("h3", say("coverage")),
    el("p", cover.line), (cover.others || []).map(function (t) { return el("p", t); }),
    countyTable(cover.counties || []),
    el("h3", say("limits")),
    el("table.limits", el("tbody", about.limits.map(limitRow))),
    el("h3", say("sources")),
    about.data.concat(DATA.credits).map(function (text) { return el("p", text); }),
    el("p", app.view.plan.digest),
  ];
}

function limitRow(limit) {
  return el("tr", el("th", limit.name),
    el("td", limit.value, el("small", limit.source)));
}

function countyTable(counties) {
  if (!counties.length) return null;
  return el("div", el("h4", say("byCounty")),
    el("table.limits", el("tbody", counties.map(function (county) {
      return el("tr", el("th", county.name), el("td.number", county.line),
        el("td.wide", meter(county.permille, app.view.plan.coverage.targetPct)));
    }))));
}

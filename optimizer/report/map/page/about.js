// Explanations: statements, coverage, limits, sources.

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

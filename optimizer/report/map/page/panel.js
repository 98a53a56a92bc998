// The side panel: heading, coverage, years, search, filters and the tabs below them.

function buildPanel(panel) {
  if (app.matches) readMatches();
  else refilter();
  var body = el("div.panel-body");
  body.id = "list";
  body.tabIndex = -1;
  put(clear(panel), [heading(), searchBox(), filterBar(), tabs(body), body]);
  app.tellFilter();
  app.countTabs();
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
  var years = app.view.plan.years;
  app.setYear = function () {};
  if (!years.length) return null;
  var told = el("p");
  var bar = el("div.years", el("span", say("years")));
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", say("years"));
  app.setYear = function (year) {
    app.year = year;
    Array.prototype.forEach.call(bar.querySelectorAll(".year"), function (node, place) {
      var isLast = place === years.length - 1;
      var isChosen = isFinite(year) ? years[place].year === year : isLast;
      node.setAttribute("aria-pressed", String(isChosen));
      if (isChosen) put(clear(told), isFinite(year) ? years[place].line : "");
    });
    restyle();
  };
  years.forEach(function (entry, place) {
    var isLast = place === years.length - 1;
    var node = button("year", String(entry.year), function () {
      app.setYear(isLast ? Infinity : entry.year);
      put(clear(told), entry.line);
      announce(entry.line);
      writeLink(true);
    });
    node.setAttribute("aria-pressed", String(isLast));
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

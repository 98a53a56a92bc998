// The tabs of the panel, after the pattern of WAI-ARIA: one stop for the Tab key,
// arrows, Home and End go from one to the next.

function indicesWhere(test) {
  return app.view.schools
    .map(function (school, i) { return i; })
    .filter(function (i) { return test(app.view.schools[i]); });
}

function isOutside(school) {
  return school.role === "outside";
}

function isLost(school) {
  return !school.at && school.role !== "excluded" && school.role !== "absent";
}

// Name, the schools it lists (null: none to count), and what makes its content.
function tabPages() {
  var pages = [["alliances", null, allianceList],
    ["uncovered", indicesWhere(isOutside), outsideList]];
  var lost = indicesWhere(isLost);
  if (lost.length) pages.push(["unlocated", lost, lostList]);
  if (DATA.plans.length > 1) pages.push(["moves", null, movesPage]);
  return pages.concat([["about", null, aboutPage]]);
}

function tabs(body) {
  var pages = tabPages();
  var row = el("div.tabs");
  row.setAttribute("role", "tablist");
  row.setAttribute("aria-label", say("panelLabel"));
  app.pageNames = pages.map(function (page) { return page[0]; });
  pages.forEach(function (page) {
    row.appendChild(tabNode(page));
    body.appendChild(tabPanel(page[0]));
  });
  row.addEventListener("keydown", function (event) { moveTab(event, row); });
  app.openTab = function (name) { openTab(pages, name, body); };
  app.countTabs = function () { pages.forEach(countTab); };
  app.countTabs();
  return row;
}

function tabNode(page) {
  var tab = button("tab", [say(page[0]), el("span.count")], function () {
    app.openTab(page[0]);
    writeLink(false);
  });
  tab.id = "tab-" + page[0];
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", "page-" + page[0]);
  return tab;
}

function tabPanel(name) {
  var node = el("div.page");
  node.id = "page-" + name;
  node.hidden = true;
  node.tabIndex = 0; // a page without buttons must scroll by keys too
  node.setAttribute("role", "tabpanel");
  node.setAttribute("aria-labelledby", "tab-" + name);
  return node;
}

function openTab(pages, name, body) {
  var before = app.tab;
  app.tab = app.pageNames.indexOf(name) >= 0 ? name : "alliances";
  pages.forEach(function (page) {
    var isOpen = page[0] === app.tab;
    var tab = document.getElementById("tab-" + page[0]);
    var panel = document.getElementById("page-" + page[0]);
    tab.setAttribute("aria-selected", String(isOpen));
    tab.tabIndex = isOpen ? 0 : -1;
    if (isOpen && !panel.firstChild) put(panel, page[2](page[1]));
    panel.hidden = !isOpen;
  });
  if (before !== app.tab) body.scrollTop = 0;
  showMatches();
}

function moveTab(event, row) {
  var nodes = Array.prototype.slice.call(row.children);
  var at = nodes.indexOf(document.activeElement);
  var places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: nodes.length - 1 };
  if (at < 0 || !Object.prototype.hasOwnProperty.call(places, event.key)) return;
  event.preventDefault();
  var next = nodes[(places[event.key] + nodes.length) % nodes.length];
  next.click();
  next.focus();
}

// How many a tab lists, and of how many while a filter is set.
function countTab(page) {
  var box = document.getElementById("tab-" + page[0]);
  if (!box) return;
  var all = page[1] ? page[1].length : app.view.alliances.length;
  var left = page[1] ? page[1].filter(function (i) { return app.matches[i]; }).length
    : app.view.alliances.filter(matchesAny).length;
  var text = page[0] === "about" ? "" : page[0] === "moves" ? String(DATA.moves.length)
    : isFiltered() ? left + "/" + all : String(all);
  put(clear(box.lastChild), text);
  box.lastChild.hidden = !text;
}

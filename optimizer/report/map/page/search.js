// Search by school, town or alliance; arrow keys, Enter and Escape work.

var MOST_RESULTS = 30;

function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
}

function searchIndex() {
  var alliances = app.view.alliances.map(function (a) {
    return { alliance: a.number, words: plain(a.name + " " + a.number) };
  });
  return alliances.concat(areaEntries(), app.view.schools.map(schoolEntry));
}

function schoolEntry(school, i) {
  return { school: i, words: plain([school.name, school.town || "", school.county]
    .join(" ")) };
}

// Towns, and counties where there are several: found as a whole.
function areaEntries() {
  var areas = {};
  function gather(key, kind, name, within, i) {
    if (!areas[key]) {
      areas[key] = { area: name, kind: kind, within: within, schools: [],
        words: plain(name + " " + within) };
    }
    areas[key].schools.push(i);
  }
  var schools = app.view.schools;
  var many = schools.some(function (school) {
    return school.county !== schools[0].county;
  });
  schools.forEach(function (school, i) {
    if (!school.at || school.role === "absent") return;
    if (many) gather("county=" + school.county, "county", school.county, "", i);
    if (!school.town) return;
    gather("town=" + placeOf(school), "town", school.town, school.county, i);
  });
  return Object.keys(areas).map(function (key) { return areas[key]; });
}

function searchBox() {
  var index = searchIndex();
  var input = el("input.search-input");
  input.type = "search";
  input.placeholder = say("search");
  input.autocomplete = "off";
  var list = el("ul.result-list");
  var note = el("p.result-note");
  var box = el("div.results", list, note);
  list.id = "results";
  box.hidden = true;
  [["role", "combobox"], ["aria-controls", "results"], ["aria-expanded", "false"],
    ["aria-label", say("search")], ["aria-autocomplete", "list"]]
    .forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", say("search"));
  wireSearch(input, new Search(input, box, index));
  var node = el("div.search", input, box);
  node.setAttribute("role", "search");
  return node;
}

// Every word must stand in an entry, or be how some of its characters are read. What
// begins with the first word comes first.
function matches(index, query) {
  var words = plain(query).trim().split(" ").filter(Boolean);
  if (!words.length) return [];
  function begins(entry) {
    var isNumber = String(entry.alliance) === words[0];
    return isNumber || entry.words.indexOf(words[0]) === 0 ? 0 : 1;
  }
  return index.filter(function (entry) {
    return words.every(function (word) {
      return entry.words.indexOf(word) >= 0 || readsAs(entry.words, word);
    });
  }).map(function (entry, place) { return [begins(entry), place, entry]; })
    .sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; })
    .map(function (ranked) { return ranked[2]; });
}

function resultParts(entry) {
  if (entry.alliance) {
    var alliance = app.view.alliances[entry.alliance - 1];
    return [plainBadge(alliance), alliance.name,
      say("schools", { n: schoolsOf(alliance).length })];
  }
  if (entry.area) {
    return [el("span.badge.badge-town"), entry.area,
      [say(entry.kind), entry.within, say("schools", { n: entry.schools.length })]
        .filter(Boolean).join(" · ")];
  }
  var school = app.view.schools[entry.school];
  return [schoolBadge(school), school.name, [say(school.role), placeOf(school),
    school.at ? "" : say("unlocated")].filter(Boolean).join(" · ")];
}

function resultRow(entry, place) {
  var parts = resultParts(entry);
  var row = el("li.result", parts[0],
    el("span.card-text", el("span", parts[1]), el("small", parts[2])));
  row.id = "result-" + place;
  row.setAttribute("role", "option");
  row.setAttribute("aria-selected", "false");
  return row;
}

function showArea(entry) {
  select(null, {});
  if (isNarrow()) togglePanel(false);
  app.map.fitBounds(L.latLngBounds(located(entry.schools)), {
    padding: [70, 70], maxZoom: Math.min(app.zoom.names, DATA.maxZoom),
  });
  announce(say("opened", { name: entry.area }));
}

function wireSearch(input, search) {
  input.addEventListener("input", function () { search.refresh(); });
  input.addEventListener("focus", function () {
    if (isNarrow()) togglePanel(true);
    search.refresh();
  });
  input.addEventListener("blur", function () { search.close(); });
  input.addEventListener("keydown", function (event) {
    if (event.isComposing || !search.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function Search(input, box, index) {
  this.input = input;
  this.box = box;
  this.list = box.firstChild;
  this.note = box.lastChild;
  this.index = index;
  this.found = [];
  this.active = -1;
}

Search.prototype.close = function () {
  this.box.hidden = true;
  this.active = -1;
  this.input.setAttribute("aria-expanded", "false");
  this.input.removeAttribute("aria-activedescendant");
};

Search.prototype.choose = function (place) {
  var entry = this.found[place];
  if (!entry) return;
  this.close();
  if (entry.alliance) select(entry.alliance, { zoom: true, from: "search" });
  else if (entry.area) showArea(entry);
  else focusInEither(entry.school);
};

Search.prototype.mark = function (place) {
  var rows = this.list.querySelectorAll(".result");
  if (!rows.length) return;
  if (rows[this.active]) setActive(rows[this.active], false);
  this.active = (place + rows.length) % rows.length;
  setActive(rows[this.active], true);
  rows[this.active].scrollIntoView({ block: "nearest" });
  this.input.setAttribute("aria-activedescendant", rows[this.active].id);
};

function setActive(row, isActive) {
  row.classList.toggle("active", isActive);
  row.setAttribute("aria-selected", String(isActive));
}

Search.prototype.press = function (key) {
  if (key === "ArrowDown") this.mark(this.active + 1);
  else if (key === "ArrowUp") this.mark(this.active < 0 ? -1 : this.active - 1);
  else if (key === "Enter") {
    this.choose(Math.max(this.active, 0));
    if (app.opened === null) focusChosen();
  }
  else if (key === "Escape" && (this.input.value || !this.box.hidden)) {
    this.input.value = "";
    this.found = [];
    this.close();
  } else return false;
  return true;
};

// Who came by keys goes on from the card that opened.
function focusChosen() {
  var card = document.querySelector(".card.open > .card-head");
  if (card && !isNarrow()) card.focus({ preventScroll: true });
}

Search.prototype.refresh = function () {
  clear(this.list);
  this.active = -1;
  if (!this.input.value.trim()) {
    this.found = [];
    this.close();
    return;
  }
  var all = matches(this.index, this.input.value);
  this.found = all.slice(0, MOST_RESULTS);
  this.found.forEach(this.addRow, this);
  var rest = all.length - this.found.length;
  var note = !all.length ? say("none") : rest ? say("more", { n: rest }) : "";
  put(clear(this.note), note);
  this.note.hidden = !note;
  this.box.hidden = false;
  this.box.scrollTop = 0;
  this.input.setAttribute("aria-expanded", "true");
  announce(all.length ? say("found", { n: all.length }) : say("none"));
};

Search.prototype.addRow = function (entry, place) {
  var search = this;
  var row = resultRow(entry, place);
  row.addEventListener("mousedown", function (event) {
    event.preventDefault();
    search.choose(place);
  });
  this.list.appendChild(row);
};

// Search by school, town or alliance; arrow keys, Enter and Escape work.

var MOST_RESULTS = 30;

function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
}

function searchIndex() {
  var alliances = app.view.alliances.map(function (a) {
    return { alliance: a.number, words: plain(a.number + " " + a.name) };
  });
  return alliances.concat(app.view.schools.map(function (school, i) {
    return { school: i, words: plain([school.name, school.town || "", school.county]
      .join(" ")) };
  }));
}

function searchBox() {
  var index = searchIndex();
  var input = el("input.search-input");
  input.type = "search";
  input.placeholder = say("search");
  input.autocomplete = "off";
  var list = el("ul.results");
  list.id = "results";
  list.hidden = true;
  [["role", "combobox"], ["aria-controls", "results"], ["aria-expanded", "false"],
    ["aria-label", say("search")], ["aria-autocomplete", "list"]]
    .forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
  list.setAttribute("role", "listbox");
  wireSearch(input, list, index);
  return el("div.search", input, list);
}

function matches(index, query) {
  var words = plain(query).trim().split(" ").filter(Boolean);
  if (!words.length) return [];
  return index.filter(function (entry) {
    return words.every(function (word) { return entry.words.indexOf(word) >= 0; });
  });
}

function resultRow(entry, place) {
  var row = el("li.result");
  row.id = "result-" + place;
  row.setAttribute("role", "option");
  if (entry.alliance) {
    var alliance = app.view.alliances[entry.alliance - 1];
    put(row, [badge("core", Object.assign({}, alliance, { demonstrator: false })),
      el("span.card-text", el("span", alliance.name),
        el("small", say("schools", { n: schoolsOf(alliance).length })))]);
  } else {
    var school = app.view.schools[entry.school];
    var tail = school.at ? "" : " · " + say("unlocated");
    put(row, [schoolBadge(school), el("span.card-text", el("span", school.name),
      el("small", say(school.role) + " · " + placeOf(school) + tail))]);
  }
  return row;
}

function wireSearch(input, list, index) {
  var search = new Search(input, list, index);
  input.addEventListener("input", function () { search.refresh(); });
  input.addEventListener("focus", function () {
    if (isNarrow()) togglePanel(true);
    search.refresh();
  });
  input.addEventListener("blur", function () { search.close(); });
  input.addEventListener("keydown", function (event) {
    if (!search.press(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function Search(input, list, index) {
  this.input = input;
  this.list = list;
  this.index = index;
  this.found = [];
  this.active = -1;
}

Search.prototype.close = function () {
  this.list.hidden = true;
  this.active = -1;
  this.input.setAttribute("aria-expanded", "false");
  this.input.removeAttribute("aria-activedescendant");
};

Search.prototype.choose = function (place) {
  var entry = this.found[place];
  if (!entry) return;
  this.close();
  this.input.blur();
  if (entry.alliance) select(entry.alliance, { zoom: true, from: "search" });
  else focusSchool(entry.school);
};

Search.prototype.mark = function (place) {
  var rows = this.list.querySelectorAll(".result");
  if (!rows.length) return;
  if (rows[this.active]) rows[this.active].classList.remove("active");
  this.active = (place + rows.length) % rows.length;
  rows[this.active].classList.add("active");
  rows[this.active].scrollIntoView({ block: "nearest" });
  this.input.setAttribute("aria-activedescendant", rows[this.active].id);
};

Search.prototype.press = function (key) {
  if (key === "ArrowDown") this.mark(this.active + 1);
  else if (key === "ArrowUp") this.mark(this.active < 0 ? -1 : this.active - 1);
  else if (key === "Enter") this.choose(Math.max(this.active, 0));
  else if (key === "Escape") {
    this.input.value = "";
    this.close();
  } else return false;
  return true;
};

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
  if (!all.length) this.list.appendChild(el("li.result-note", say("none")));
  if (rest) this.list.appendChild(el("li.result-note", say("more", { n: rest })));
  this.list.hidden = false;
  this.list.scrollTop = 0;
  this.input.setAttribute("aria-expanded", "true");
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

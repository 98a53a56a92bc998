// The bar of filters below the search: folded it names what is set, open it lets set.

var FILTER_ORDER = ["town", "type", "form", "kind", "warn", "year"];
var KIND_ORDER = ["core", "member", "rural", "weak", "new", "point", "outside"];

function filterBar() {
  var fold = el("details");
  var box = el("div.filter");
  var found = el("p.filter-found");
  var set = el("div.filter-set");
  var fields = el("div.filter-fields", FILTER_ORDER.map(filterField));
  var wipe = button("link.filter-clear", say("filter.clear"), function () {
    clearFilter();
    fold.firstChild.focus();
  });
  put(fold, [el("summary", say("filter")), fields]);
  put(box, [fold, set, el("div.filter-foot", found, wipe)]);
  function tell() {
    tellFilter(box, set, found);
    wipe.hidden = !isFiltered();
  }
  app.tellFilter = tell;
  return box;
}

function filterField(name) {
  var values = countedValues(name).sort(valueOrder(name));
  if (values.length < 2) return null;
  var choice = el("select");
  choice.dataset.filter = name;
  choice.appendChild(new Option(say("filter.all"), ""));
  values.forEach(function (entry) {
    choice.appendChild(new Option(say("filter.option",
      { name: valueName(name, entry.value), n: entry.n }), entry.value));
  });
  choice.value = app.filter[name] || "";
  choice.addEventListener("change", function () { setFilter(name, choice.value); });
  return el("label", el("span", say("filter." + name)), choice);
}

function valueOrder(name) {
  if (name === "kind") {
    return function (a, b) { return kindRank(a.value) - kindRank(b.value); };
  }
  if (name === "year") {
    return function (a, b) { return Number(a.value) - Number(b.value); };
  }
  return function () { return 0; }; // as in the school table
}

function kindRank(value) {
  var place = KIND_ORDER.indexOf(value.split(".")[0]);
  return place * 10 + (value.indexOf(".") > 0 ? 1 : 0);
}

function countedCounties() {
  return Object.keys(app.view.schools.reduce(function (seen, school) {
    seen["=" + school.county] = true;
    return seen;
  }, {})).length;
}

function isCounty(value) {
  return app.view.schools.some(function (s) { return s.county === value; });
}

function valueName(name, value) {
  if (name === "warn") return say("warn." + value);
  if (name === "kind") return kindName(value);
  if (name !== "town") return value;
  if (isCounty(value)) return say("county.whole", { name: value });
  return countedCounties() > 1 ? value : value.split(" · ").pop();
}

function kindName(value) {
  var parts = value.split(".");
  if (parts[1]) return "– " + say("group." + parts[1]);
  return parts[0] === "core" || parts[0] === "outside" ? say(parts[0])
    : say("kind." + parts[0]);
}

function tellFilter(box, set, found) {
  var counts = filterCounts();
  clear(set);
  Object.keys(app.filter).forEach(function (name) {
    set.appendChild(filterChip(name));
  });
  Array.prototype.forEach.call(box.querySelectorAll("select"), function (choice) {
    choice.value = app.filter[choice.dataset.filter] || "";
  });
  var text = !isFiltered() ? ""
    : counts.schools ? say("filter.found", counts) : say("filter.none");
  put(clear(found), text);
  if (text) announce(text);
}

function filterChip(name) {
  var label = valueName(name, app.filter[name]);
  var chip = button("filter-chip", [label, el("span.cross", "×")], function (event) {
    event.preventDefault();
    setFilter(name, "");
  });
  chip.setAttribute("aria-label", say("filter.remove", { name: label }));
  return chip;
}

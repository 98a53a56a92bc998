// A box that finds a school of the plan as the search does: by name, town or pinyin.

var MOST_PICKED = 12;

function pickable(query) {
  var entries = app.view.schools.map(schoolEntry).filter(function (entry) {
    return app.view.schools[entry.school].role !== "absent";
  });
  return matches(entries, query).map(function (entry) { return entry.school; });
}

// Calls `pick` with the index of the school, or -1 while none is chosen.
function schoolPicker(chosen, pick) {
  var picker = new Picker(pick);
  picker.input.value = chosen < 0 ? "" : app.view.schools[chosen].name;
  picker.show([]);
  return el("div.picker", commentField(say("comment.other"), picker.input), picker.list);
}

function Picker(pick) {
  var own = this;
  this.pick = pick;
  this.found = [];
  this.active = -1;
  this.input = el("input.comment-input.picker-input");
  this.input.type = "text";
  this.input.autocomplete = "off";
  this.input.placeholder = say("comment.otherHint");
  this.list = el("ul.picker-list");
  this.list.id = "picker-list";
  this.list.setAttribute("role", "listbox");
  this.list.setAttribute("aria-label", say("comment.other"));
  [["role", "combobox"], ["aria-autocomplete", "list"],
    ["aria-controls", this.list.id], ["aria-expanded", "false"]]
    .forEach(function (pair) { own.input.setAttribute(pair[0], pair[1]); });
  this.input.addEventListener("input", function () {
    own.pick(-1);
    own.show(pickable(own.input.value).slice(0, MOST_PICKED));
  });
  this.input.addEventListener("keydown", function (event) { own.press(event); });
  this.input.addEventListener("blur", function () { own.show([]); });
}

Picker.prototype.show = function (found) {
  var own = this;
  this.found = found;
  this.active = -1;
  clear(this.list);
  found.forEach(function (i, place) {
    var school = app.view.schools[i];
    var row = el("li.picker-row", school.name, el("small", placeOf(school)));
    row.id = "picker-" + place;
    row.setAttribute("role", "option");
    row.addEventListener("mousedown", function (event) {
      event.preventDefault();
      own.choose(place);
    });
    own.list.appendChild(row);
  });
  this.list.hidden = !found.length;
  this.input.setAttribute("aria-expanded", String(found.length > 0));
  this.input.removeAttribute("aria-activedescendant");
};

Picker.prototype.choose = function (place) {
  var i = this.found[place];
  if (i === undefined) return;
  this.input.value = app.view.schools[i].name;
  this.show([]);
  this.pick(i);
};

Picker.prototype.mark = function (place) {
  var rows = this.list.children;
  if (!rows.length) return;
  if (rows[this.active]) rows[this.active].classList.remove("active");
  this.active = (place + rows.length) % rows.length;
  rows[this.active].classList.add("active");
  this.input.setAttribute("aria-activedescendant", rows[this.active].id);
};

Picker.prototype.press = function (event) {
  if (!this.found.length || event.isComposing) return;
  if (event.key === "ArrowDown") this.mark(this.active + 1);
  else if (event.key === "ArrowUp") this.mark(this.active < 0 ? -1 : this.active - 1);
  else if (event.key === "Enter") this.choose(Math.max(this.active, 0));
  else if (event.key === "Escape") this.show([]);
  else return;
  event.preventDefault();
  event.stopPropagation();
};

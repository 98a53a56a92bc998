// Filters: town, type of school, type of alliance, kind, notes, year. All that are set
// must hold. What does not match is faded on the map and left out of the lists.

app.filter = {}; // value by name of the filter
app.matches = null; // by school of the view spoken of
app.onFilter = []; // called when the filter changes
app.onLayers = []; // called when layers are switched

var WARNINGS = {
  edge: function (school) { return Boolean(school.edge); },
  over: function (school) {
    return (school.scenarios || []).some(function (scenario) { return scenario.over; });
  },
  notes: function (school) {
    var alliance = allianceOf(school);
    return Boolean(alliance && (alliance.notes || []).length);
  },
  estimated: function (school) { return school.line === "dashed"; },
  unlocated: function (school) { return !school.at; },
};

// What each filter reads of a school: a list of values, any of which may be asked for.
var FILTERS = {
  town: function (school) {
    return school.town ? [school.county, placeOf(school)] : [school.county];
  },
  type: function (school) { return [school.type]; },
  form: function (school) {
    var alliance = allianceOf(school);
    return alliance && alliance.type ? [alliance.type] : [];
  },
  kind: function (school) {
    if (school.role === "member") return school.kinds || ["member"];
    if (school.role === "outside" && school.group) {
      return ["outside", "outside." + school.group];
    }
    return [school.role];
  },
  warn: function (school) {
    return Object.keys(WARNINGS).filter(function (name) {
      return WARNINGS[name](school);
    });
  },
  year: function (school) { return school.since ? [String(school.since)] : []; },
};

function isFiltered() {
  return Object.keys(app.filter).length > 0;
}

function passes(school) {
  if (school.role === "excluded" || school.role === "absent") return !isFiltered();
  return Object.keys(app.filter).every(function (name) {
    return FILTERS[name](school).indexOf(app.filter[name]) >= 0;
  });
}

// The schools that match, and those that help to read them: the core of each.
function refilter() {
  app.views.forEach(function (view) {
    view.schools.forEach(function (school) {
      school.match = passes(school);
      school.kept = school.match;
      school.near = false;
    });
    view.alliances.forEach(function (alliance) { keepReadable(view, alliance); });
  });
  readMatches();
  app.onFilter.forEach(function (listener) { listener(); });
}

// The core of a school that matches stays, and the rest of its alliance half so.
function keepReadable(view, alliance) {
  var schools = schoolsOf(alliance).map(function (i) { return view.schools[i]; });
  if (!schools.some(function (school) { return school.match; })) return;
  schools.forEach(function (school) { school.near = true; });
  view.schools[alliance.core].kept = true;
}

function readMatches() {
  app.matches = app.view.schools.map(function (school) { return school.match; });
}

// Fade what does not match, on the map.
function fadeFiltered(view) {
  view.markers.forEach(function (marker, i) {
    var icon = marker && marker.getElement();
    if (icon) fadeNode(icon, view.schools[i].kept, view.schools[i].near);
  });
  view.alliances.forEach(function (alliance) {
    view.spokes[alliance.number].forEach(function (spoke) {
      spokeNodes(spoke).forEach(function (node) {
        fadeNode(node, spoke.member.match, spoke.member.near);
      });
    });
  });
}

function fadeNode(node, isKept, isNear) {
  node.classList.toggle("out", !isKept && !isNear);
  node.classList.toggle("near", !isKept && isNear);
}

// The elements a spoke is drawn with, as far as they are on the map.
function spokeNodes(spoke) {
  return [spoke.line].concat(spoke.casings.map(function (part) { return part.line; }))
    .concat(spoke.mark || [])
    .map(function (layer) { return layer.getElement(); })
    .filter(Boolean);
}

function setFilter(name, value) {
  if (value) app.filter[name] = value;
  else delete app.filter[name];
  refilter();
}

function clearFilter() {
  app.filter = {};
  refilter();
}

function matchesAny(alliance) {
  return schoolsOf(alliance).some(function (i) { return app.matches[i]; });
}

function filterCounts() {
  var schools = app.matches.filter(Boolean).length;
  var alliances = app.view.alliances.filter(matchesAny).length;
  return { schools: schools, alliances: alliances };
}

// Values that occur, with how many schools each would leave if set alone.
function countedValues(name) {
  var counts = {};
  app.view.schools.forEach(function (school) {
    if (school.role === "excluded" || school.role === "absent") return;
    FILTERS[name](school).forEach(function (value) {
      counts["=" + value] = (counts["=" + value] || 0) + 1; // = keeps __proto__ a key
    });
  });
  return Object.keys(counts).map(function (key) {
    return { value: key.slice(1), n: counts[key] };
  });
}

// The view as a link: what is seen stands behind the # of the address, so that it can
// be sent, kept and gone back to. Whatever an address says is checked before use.

var HASH_MOST = 2000;
var HASH_DECIMALS = 4;
var lastHash = null; // what we wrote ourselves
var isApplying = false;

function hashOf(state) {
  return "#" + Object.keys(state).filter(function (name) { return state[name]; })
    .map(function (name) {
      return name + "=" + encodeURIComponent(state[name]).replace(/%2C/g, ",");
    })
    .join("&");
}

// A broken or hostile address gives fewer parts, never an error.
function parseHash(hash) {
  var state = {};
  hash.replace(/^#/, "").slice(0, HASH_MOST).split("&").forEach(function (part) {
    var at = part.indexOf("=");
    var name = part.slice(0, at);
    if (at < 1 || !/^[a-z]+$/.test(name)) return;
    try {
      state["." + name] = decodeURIComponent(part.slice(at + 1));
    } catch (error) {
      return;
    }
  });
  return function (name) { return state["." + name] || ""; };
}

function viewState() {
  var centre = app.map.getCenter();
  var state = {
    at: [centre.lat.toFixed(HASH_DECIMALS), centre.lng.toFixed(HASH_DECIMALS),
      String(Math.round(app.map.getZoom() * 100) / 100)].join(","),
    plan: shownPlan(),
    a: app.selected === null ? "" : app.view.alliances[app.selected - 1].key,
    s: app.opened === null ? "" : DATA.schools[app.opened].key,
    until: isFinite(app.year) ? String(app.year) : "",
    on: layersThat(true),
    off: layersThat(false),
    tab: app.tab === "alliances" ? "" : app.tab,
  };
  Object.keys(FILTERS).forEach(function (name) { state[name] = app.filter[name]; });
  return state;
}

// "0" or "1", and on a swipe also which of the two the panel speaks of: "swipe1".
function shownPlan() {
  if (app.views.length < 2) return "";
  return app.shown === "swipe" ? "swipe" + app.view.place : app.shown;
}

// Layers that are switched on (or off) against what a fresh page shows.
function layersThat(areOn) {
  return Object.keys(app.on).filter(function (name) {
    return app.on[name] === areOn && app.onAtFirst[name] !== areOn;
  }).join(",");
}

// A step back returns to what was selected or filtered; moving the map is no step.
function writeLink(isStep) {
  if (isApplying) return;
  var hash = hashOf(viewState());
  if (hash === lastHash) return;
  lastHash = hash;
  try {
    if (isStep) window.history.pushState(null, "", hash);
    else window.history.replaceState(null, "", hash);
  } catch (error) {
    lastHash = null; // a page shown inside another one may not write its address
  }
}

function applyLink() {
  if (window.location.hash === lastHash) return;
  closeModal(); // what is written there is about the plan shown now
  var get = parseHash(window.location.hash);
  isApplying = true;
  applyPlan(get("plan"));
  applyLayers(get("on").split(","), get("off").split(","));
  applyFilter(get);
  applyYear(Number(get("until")));
  applyChoice(get("a"), get("s"));
  applyPlace(get("at").split(","));
  if (app.pageNames.indexOf(get("tab")) >= 0) app.openTab(get("tab"));
  isApplying = false;
  lastHash = window.location.hash;
}

function applyPlan(shown) {
  var view = /^(swipe)?[01]$/.test(shown) && app.views[Number(shown.slice(-1))];
  if (!view) return;
  var wanted = shown.length > 1 ? "swipe" : shown;
  if (wanted !== app.shown) showPlans(wanted);
  useView(view);
}

function applyLayers(on, off) {
  Object.keys(app.on).forEach(function (name) {
    app.on[name] = app.onAtFirst[name];
    if (on.indexOf(name) >= 0) app.on[name] = true;
    if (off.indexOf(name) >= 0) app.on[name] = false;
  });
  refreshLayers();
  restyle();
  app.onLayers.forEach(function (listener) { listener(); });
}

function applyFilter(get) {
  app.filter = {};
  Object.keys(FILTERS).forEach(function (name) {
    var isKnown = countedValues(name).some(function (entry) {
      return entry.value === get(name);
    });
    if (isKnown) app.filter[name] = get(name);
  });
  refilter();
}

function applyYear(year) {
  var isKnown = app.view.plan.years.some(function (entry) {
    return entry.year === year;
  });
  app.setYear(isKnown ? year : Infinity);
}

function applyChoice(allianceKey, schoolKey) {
  app.map.closePopup();
  var place = schoolKey ? placeOfKey(schoolKey) : -1;
  if (place >= 0) focusSchool(place);
  else select(allianceKey ? numberOfKey(app.view, allianceKey) : null, { from: "link" });
}

function placeOfKey(key) {
  return DATA.schools.map(function (school) { return school.key; }).indexOf(key);
}

function applyPlace(parts) {
  var numbers = parts.map(Number);
  var isWhole = parts.length === 3 && parts.every(Boolean) && numbers.every(isFinite)
    && Math.abs(numbers[0]) <= 85 && Math.abs(numbers[1]) <= 180;
  if (!isWhole) return;
  var zoom = Math.min(Math.max(numbers[2], app.map.getMinZoom()), DATA.maxZoom);
  endZoom();
  app.map.setView([numbers[0], numbers[1]], zoom, { animate: false });
}

function addLinking() {
  app.onAtFirst = Object.assign({}, app.on);
  app.map.on("moveend", function () { writeLink(false); });
  app.listeners.push(function () { writeLink(true); });
  app.onFilter.push(function () { writeLink(true); });
  window.addEventListener("hashchange", applyLink);
  window.addEventListener("popstate", applyLink);
  applyLink();
}

// The button: copies where the browser lets us, else shows the link to be copied.
function copyLink() {
  writeLink(false);
  var address = window.location.href;
  var clipboard = window.navigator.clipboard;
  if (!clipboard || !clipboard.writeText) {
    offerLink(address);
    return;
  }
  clipboard.writeText(address).then(function () { toast(say("link.done")); },
    function () { offerLink(address); });
}

function offerLink(address) {
  var input = el("input.link-text");
  input.type = "text";
  input.readOnly = true;
  input.value = address;
  input.setAttribute("aria-label", say("link"));
  openModal(say("link.take"), el("div.link-box", input, el("p.hint", say("link.hint"))));
  input.focus();
  input.select();
}

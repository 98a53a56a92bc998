// Opinions kept in the browser, apart for each plan; in memory where it keeps nothing.

var opinionStore = { memory: {}, works: null, listeners: [] };

function opinionShelf() {
  return OPINIONS.schema + ":" + app.view.plan.sha256;
}

// A page from disk may be denied the store, or have none.
function storeWorks() {
  if (opinionStore.works === null) {
    try {
      var probe = OPINIONS.schema + ":?";
      window.localStorage.setItem(probe, "1");
      opinionStore.works = window.localStorage.getItem(probe) === "1";
      window.localStorage.removeItem(probe);
    } catch (error) {
      opinionStore.works = false;
    }
  }
  return opinionStore.works;
}

// All pages from disk share one store, so what lies in it is checked like a file.
function loadOpinions() {
  var shelf = opinionShelf();
  if (!storeWorks()) return (opinionStore.memory[shelf] || []).slice();
  try {
    var found = JSON.parse(window.localStorage.getItem(shelf) || "[]");
    return Array.isArray(found) ? found.filter(isOpinion).map(shelved) : [];
  } catch (error) {
    return [];
  }
}

function shelved(opinion) {
  return Object.assign(bareOpinion(opinion), { sent: opinion.sent === true });
}

function saveOpinions(opinions) {
  var shelf = opinionShelf();
  opinionStore.memory[shelf] = opinions;
  if (storeWorks()) {
    try {
      window.localStorage.setItem(shelf, JSON.stringify(opinions));
    } catch (error) {
      // Full: from now on in memory, which the page says aloud.
      opinionStore.works = false;
    }
  }
  tellOpinions();
}

function tellOpinions() {
  opinionStore.listeners.forEach(function (listener) { listener(); });
}

// The store is read anew for each change: another window may have written to it.
function keepOpinion(opinion) {
  var others = loadOpinions();
  var place = others.map(function (o) { return o.id; }).indexOf(opinion.id);
  var made = Object.assign(bareOpinion(opinion), { sent: false });
  if (place < 0) others.push(made);
  else others[place] = made;
  saveOpinions(others);
}

function dropOpinion(id) {
  saveOpinions(loadOpinions().filter(function (o) { return o.id !== id; }));
}

// Take in opinions of a file; of one that is here already the later version stays.
function mergeOpinions(opinions) {
  var all = loadOpinions();
  opinions.forEach(function (opinion) {
    var place = all.map(function (o) { return o.id; }).indexOf(opinion.id);
    var made = Object.assign(opinion, { sent: true });
    if (place < 0) all.push(made);
    else if (all[place].rev < opinion.rev) all[place] = made;
  });
  saveOpinions(all);
}

function unsentOpinions() {
  return loadOpinions().filter(function (o) { return !o.sent; });
}

function newOpinionId() {
  var bytes = new Uint8Array(8);
  if (window.crypto && window.crypto.getRandomValues) {
    window.crypto.getRandomValues(bytes);
  } else {
    for (var i = 0; i < 8; i += 1) bytes[i] = Math.floor(Math.random() * 256);
  }
  return Array.prototype.map.call(bytes, function (byte) {
    return byte.toString(16).padStart(2, "0");
  }).join("");
}

function watchOpinions() {
  window.addEventListener("storage", function (event) {
    if (event.key === null || event.key === opinionShelf()) tellOpinions();
  });
  window.addEventListener("beforeunload", function (event) {
    if (storeWorks() || !unsentOpinions().length) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

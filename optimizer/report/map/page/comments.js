// Opinions without a server: a button where a school or an alliance is told of, the
// list of one's own opinions, their export and import.

function hasComments() {
  return DATA.head.mode === "internal" || DATA.head.mode === "public";
}

// The hook for popups and cards: {school: index} or {alliance: number} of the view
// spoken of when it is pressed; null on a map that takes no opinions.
function commentButton(subject) {
  if (!hasComments()) return null;
  return button("comment-add", say("comment.add"), function () {
    writeComment(subjectOf(subject));
  });
}

function subjectOf(subject) {
  var view = app.view;
  var alliance = subject.alliance ? view.alliances[subject.alliance - 1]
    : allianceOf(view.schools[subject.school]);
  return {
    school: subject.school === undefined ? null : subject.school,
    alliance: alliance,
    about: subject.alliance ? "alliance" : "school",
  };
}

// The subject of an opinion that was kept; null if this plan does not know its key.
function subjectOfKey(opinion) {
  var view = app.view;
  if (opinion.about === "alliance") {
    var number = numberOfKey(view, opinion.key);
    return number === null ? null : subjectOf({ alliance: number });
  }
  var i = placeOfKey(opinion.key);
  return i < 0 ? null : subjectOf({ school: i });
}

function nameOfKey(key) {
  var i = placeOfKey(key);
  return i < 0 ? key : app.view.schools[i].name;
}

// The button on the map with the number of opinions, and of those not exported yet.
function addComments(map) {
  if (!hasComments()) return;
  var count = el("span.comment-count");
  var node = button("bar-button.comment-open", [say("comment.short"), count],
    showComments);
  var Corner = L.Control.extend({
    options: { position: "topleft" },
    onAdd: function () {
      var bar = el("div.leaflet-bar.bar.comment-bar", node);
      L.DomEvent.disableClickPropagation(bar);
      return bar;
    },
  });
  map.addControl(new Corner());
  function refresh() {
    var waiting = unsentOpinions().length;
    var told = loadOpinions().length;
    put(clear(count), told ? String(told) : "");
    node.classList.toggle("waiting", waiting > 0);
    var label = say("comment.mine") + (waiting ? " · "
      + say("comment.waiting", { n: waiting }) : "");
    node.title = label;
    node.setAttribute("aria-label", label);
  }
  opinionStore.listeners.push(refresh);
  app.onView.push(refresh);
  watchOpinions();
  refresh();
}

// The list of one's own opinions.

function showComments() {
  var body = el("div.modal-body");
  openModal(say("comment.mine"), body);
  drawComments(body, "");
}

function drawComments(body, told) {
  var opinions = loadOpinions();
  var waiting = unsentOpinions().length;
  var line = el("p.comment-told", told);
  line.setAttribute("role", "status");
  put(clear(body), [
    storeWorks() ? null : el("p.comment-loud", say("comment.noStore")),
    el("p.comment-plan", app.view.plan.title, " · ",
      app.view.plan.version || app.view.plan.digest),
    waiting ? el("p.comment-waiting", say("comment.waiting", { n: waiting })) : null,
    line,
    el("ul.comment-list", opinions.map(function (opinion) {
      return commentRow(opinion, body);
    })),
    opinions.length ? null : el("p.hint", say("comment.none")),
    commentTools(opinions, body),
    el("p.hint", say("comment.hint")),
  ]);
}

function commentRow(opinion, body) {
  var subject = subjectOfKey(opinion);
  var wish = opinion.wish;
  var edit = button("comment-edit", say("comment.edit"), function () {
    writeComment(subject, opinion);
  });
  edit.disabled = !subject;
  var told = [say("comment.group." + opinion.group), opinion.speaker, opinion.date,
    opinion.sent ? say("comment.sent") : ""].filter(Boolean).join(" · ");
  return el("li.comment", el("div.comment-head",
    el("b.stance.stance-" + opinion.stance, say("comment.stance." + opinion.stance)),
    el("span.comment-name", opinion.name)),
    el("p.comment-text", opinion.text),
    wish ? el("p.comment-wish", say("comment.wish." + wish.kind), say("colon"),
      nameOfKey(wish.a), " — ", nameOfKey(wish.b)) : null,
    el("p.comment-meta", told),
    edit, sureButton("comment-drop", "comment.drop", function () {
      dropOpinion(opinion.id);
      drawComments(body, say("comment.dropped"));
      focusModal();
    }));
}

// A button that must be pressed twice: what it does cannot be undone.
function sureButton(spec, key, action) {
  var isSure = false;
  var node = button(spec, say(key), function () {
    if (isSure) {
      action();
      return;
    }
    isSure = true;
    put(clear(node), say("comment.sure"));
    node.classList.add("sure");
  });
  return node;
}

function focusModal() {
  var heading = document.getElementById("modal-title");
  if (heading) heading.focus();
}

function commentTools(opinions, body) {
  var send = button("comment-export", say("comment.export"), function () {
    exportComments();
    drawComments(body, say("comment.exported", { n: opinions.length }));
    focusModal();
  });
  send.disabled = !opinions.length;
  var tools = el("div.comment-tools", send, importTool(body));
  if (opinions.length) {
    put(tools, sureButton("comment-clear", "comment.clear", function () {
      saveOpinions([]);
      drawComments(body, say("comment.dropped"));
      focusModal();
    }));
  }
  return tools;
}

function exportComments() {
  var opinions = loadOpinions();
  var made = opinionDocument(app.view.plan, opinions);
  downloadText(opinionFileName(app.view.plan, opinions.length, made.hash),
    JSON.stringify(made, null, 1) + "\n");
  saveOpinions(opinions.map(function (o) { return Object.assign(o, { sent: true }); }));
}

// A file input cannot be styled alike everywhere, so a button stands for it.
function importTool(body) {
  var input = el("input.comment-file");
  input.type = "file";
  input.accept = ".json,application/json";
  input.hidden = true;
  input.addEventListener("change", function () {
    var file = input.files[0];
    if (!file) return;
    if (file.size > OPINIONS.mostBytes) {
      drawComments(body, say("comment.notAFile"));
      return;
    }
    var reader = new FileReader();
    reader.addEventListener("load", function () { importComments(reader.result, body); });
    reader.addEventListener("error", function () {
      drawComments(body, say("comment.notAFile"));
    });
    reader.readAsText(file, "utf-8");
  });
  return [button("comment-import", say("comment.import"), function () { input.click(); }),
    input];
}

function importComments(text, body) {
  var found = readOpinions(text.replace(/^\ufeff/, ""), app.view.plan);
  if (found.opinions) mergeOpinions(found.opinions);
  drawComments(body, found.fault ? say(found.fault)
    : say("comment.imported", { n: found.opinions.length }));
  focusModal();
}
